/** The only runtime seam between the API and the workflows: queues, ids, signal names. Nothing personal may stand in any of them. */
export const taskQueues = { workflows: 'workflows', imports: 'imports', syncs: 'syncs', mail: 'mail' } as const;

/** Sent after every change of state in the database; the workflow then reads the state again. Carries nothing. */
export const stateChanged = 'stateChanged';

/** What starts the workflow of an import, and what a relay starts it with when it does not run. */
export const importWorkflow = {
  type: 'importContacts',
  id: (importId: string) => `import/${importId}`,
  args: (importId: string): [ImportInput] => [{ importId }],
} as const;

export interface ImportInput {
  importId: string;
}
