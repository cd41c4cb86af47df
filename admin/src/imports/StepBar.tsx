import { StepBar as Bar } from '../frame/StepBar.js';
import { openSteps, type Step, stepNames, steps, stepsDone } from './steps.js';
import type { ContactImport } from './types.js';

/** The five steps of an import. */
export function StepBar({ contactImport, shown }: { contactImport: ContactImport; shown: Step }) {
  const open = openSteps(contactImport);
  const done = stepsDone(contactImport);
  return (
    <Bar
      label="Steps of the import"
      steps={steps.map((step, index) => ({
        name: stepNames[step],
        to: open.includes(step) ? `/imports/${contactImport.id}/${step}` : undefined,
        isDone: index < done,
        isShown: step === shown,
      }))}
    />
  );
}
