import { useCallback, useRef, useState } from 'react';
import { Upload } from 'tus-js-client';

export type UploadState =
  | { step: 'idle' }
  | { step: 'sending' | 'paused' | 'waiting'; file: File; sent: number }
  | { step: 'reading'; file: File }
  | { step: 'refused'; sentence: string };

interface Options {
  /** Told once the file is whole on the server, with the id that `POST /api/imports` takes. */
  onUploaded: (upload: { uploadId: string; fileName: string }) => Promise<void>;
}

const retryDelays = [500, 1000, 2000, 4000, 8000, 15_000, 30_000, 60_000];

/** What the answer to a refused upload says, or a sentence of our own. */
function sentenceOf(error: Error): string {
  const body =
    'originalResponse' in error ? (error.originalResponse as { getBody(): string } | null)?.getBody() : undefined;
  try {
    const { detail } = JSON.parse(body ?? '') as { detail?: string };
    if (detail) return detail;
  } catch {
    if (body && body.length < 300) return body;
  }
  return 'The upload stopped and could not go on. Select the same file again: it continues where it stopped.';
}

/**
 * Sends one file in parts by the tus protocol (tus.io, resumable uploads): a lost connection is tried again by itself,
 * and the same file selected after a reload goes on where it stopped.
 */
export function useUpload({ onUploaded }: Options) {
  const [state, setState] = useState<UploadState>({ step: 'idle' });
  const running = useRef<Upload | null>(null);

  const start = useCallback(
    async (file: File) => {
      const sending = (sent: number) => setState({ step: 'sending', file, sent });
      const upload = new Upload(file, {
        endpoint: '/api/uploads',
        chunkSize: 8 * 1024 * 1024,
        retryDelays,
        removeFingerprintOnSuccess: true,
        metadata: { filename: file.name, filetype: file.type },
        onProgress: sending,
        onShouldRetry: (error) => {
          const status = error.originalResponse?.getStatus() ?? 0;
          const willRetry = status === 0 || status >= 500 || status === 409 || status === 423;
          if (willRetry) setState((now) => ('sent' in now ? { ...now, step: 'waiting' } : now));
          return willRetry;
        },
        onError: (error) => setState({ step: 'refused', sentence: sentenceOf(error) }),
        onSuccess: () => {
          setState({ step: 'reading', file });
          const uploadId = new URL(upload.url ?? '', window.location.href).pathname.split('/').at(-1) ?? '';
          onUploaded({ uploadId, fileName: file.name }).catch((error: Error) =>
            setState({ step: 'refused', sentence: error.message }),
          );
        },
      });
      running.current = upload;
      sending(0);
      const [unfinished] = await upload.findPreviousUploads();
      if (unfinished) upload.resumeFromPreviousUpload(unfinished);
      upload.start();
    },
    [onUploaded],
  );

  const pause = useCallback(async () => {
    await running.current?.abort();
    setState((now) => ('sent' in now ? { ...now, step: 'paused' } : now));
  }, []);
  const goOn = useCallback(() => {
    setState((now) => ('sent' in now ? { ...now, step: 'sending' } : now));
    running.current?.start();
  }, []);
  const cancel = useCallback(async () => {
    await running.current?.abort(true);
    setState({ step: 'idle' });
  }, []);
  const refuse = useCallback((sentence: string) => setState({ step: 'refused', sentence }), []);

  return { state, start, pause, goOn, cancel, refuse };
}
