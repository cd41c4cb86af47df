import { Problem } from '../../api.js';

/** The server names a field by its path, `home.zip` or `details.beds`, and may begin its sentence with it: field → sentence. */
export function problemsAtFields(error: unknown): Record<string, string> {
  if (!(error instanceof Problem)) return {};
  return Object.fromEntries(
    Object.entries(error.answer.fields ?? {}).map(([path, sentence]) => [
      path.split('.').at(-1) ?? path,
      sentence.startsWith(`${path}: `) ? sentence.slice(path.length + 2) : sentence,
    ]),
  );
}
