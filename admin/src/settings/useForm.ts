import { useState } from 'react';
import { Problem } from '../api.js';

export type Words = Record<string, string>;

/** A short form over one thing of the server's: what was typed, what the server says at which field, and whether it is saved. */
export function useForm(stored: Words, save: (changed: Words) => Promise<unknown>) {
  const [typed, setTyped] = useState<Words>({});
  const [problem, setProblem] = useState<Error | null>(null);
  const [state, setState] = useState<'idle' | 'saving' | 'saved'>('idle');
  const changed = Object.fromEntries(Object.entries(typed).filter(([name, text]) => text !== (stored[name] ?? '')));

  async function submit() {
    setState('saving');
    setProblem(null);
    try {
      await save(changed);
      setTyped({});
      setState('saved');
    } catch (error) {
      setProblem(error as Error);
      setState('idle');
    }
  }

  const fields = problem instanceof Problem ? (problem.answer.fields ?? {}) : {};
  return {
    value: (name: string) => typed[name] ?? stored[name] ?? '',
    set: (name: string, text: string) => {
      setTyped((before) => ({ ...before, [name]: text }));
      setState('idle');
    },
    isChanged: Object.keys(changed).length > 0,
    state,
    submit,
    /** The server's sentence at a field; it begins with the field's name there, which is said by the label here. */
    problemAt: (name: string) => fields[name]?.replace(`${name}: `, ''),
    /** What belongs to no field. */
    sentence: problem && Object.keys(fields).length === 0 ? problem.message : null,
  };
}
export type Form = ReturnType<typeof useForm>;
