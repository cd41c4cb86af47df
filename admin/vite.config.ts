import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The API serves `dist/` at `/`; while developing, Vite serves the pages and hands /api on. */
export default defineConfig({
  plugins: [react()],
  build: { chunkSizeWarningLimit: 2000, reportCompressedSize: false },
  server: { proxy: { '/api': 'http://127.0.0.1:3000' } },
});
