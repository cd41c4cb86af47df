import { useRef } from 'react';
import { useBlocker } from 'react-router';
import { ConfirmDialog } from './ConfirmDialog.js';

/** Holds a person back who leaves a page with changes that are not saved. */
export function UnsavedGuard({ isUnsaved }: { isUnsaved: boolean }) {
  const isLeaving = useRef(false);
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => isUnsaved && currentLocation.pathname !== nextLocation.pathname,
  );
  if (blocker.state !== 'blocked') return null;
  return (
    <ConfirmDialog
      title="Some changes are not saved"
      verb="Leave without saving"
      onConfirm={async () => {
        isLeaving.current = true;
        blocker.proceed();
      }}
      onClose={() => {
        if (!isLeaving.current) blocker.reset();
        isLeaving.current = false;
      }}
    >
      They are lost when you leave this page.
    </ConfirmDialog>
  );
}
