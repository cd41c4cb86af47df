import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';

/** OpenAPI at /api/docs, as JSON at /api/docs-json. */
export function serveDocs(app: NestExpressApplication): void {
  const description = new DocumentBuilder()
    .setTitle('Porchlight')
    .setDescription(
      'Contacts, imports and everything done with them. Programs sign in with an API key of their account.',
    )
    .setVersion('1')
    .addApiKey({ type: 'apiKey', in: 'header', name: 'x-api-key' })
    .addCookieAuth('porchlight.session_token')
    .build();
  SwaggerModule.setup('api/docs', app, () => SwaggerModule.createDocument(app, description));
}
