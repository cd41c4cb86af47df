import { Alert, Box, Button, Card } from '@mui/material';
import type { ReactNode } from 'react';
import { ListBase, type ListBaseProps, useListContext } from 'react-admin';
import { Page } from './Page.js';
import { Pages } from './Pages.js';
import { Waiting } from './Waiting.js';

interface ListPageProps extends Pick<
  ListBaseProps,
  'resource' | 'sort' | 'perPage' | 'filter' | 'storeKey' | 'queryOptions'
> {
  title: string;
  lead?: ReactNode;
  actions?: ReactNode;
  /** Search box and filter chips. */
  toolbar?: ReactNode;
  /** Shown instead of everything when there is nothing and no filter is set. */
  empty: ReactNode;
  /** A RecordTable, and a bulk bar above it if the list has one. */
  children: ReactNode;
}

/** A list: title and buttons, search and chips, table, pages. */
export function ListPage({ title, lead, actions, toolbar, empty, children, perPage = 25, ...list }: ListPageProps) {
  return (
    <ListBase {...list} perPage={perPage}>
      <Page title={title} lead={lead} actions={actions}>
        <ListBody toolbar={toolbar} empty={empty}>
          {children}
        </ListBody>
      </Page>
    </ListBase>
  );
}

function ListBody({ toolbar, empty, children }: Pick<ListPageProps, 'toolbar' | 'empty' | 'children'>) {
  const { data, isPending, error, filterValues, page, refetch, setFilters } = useListContext();
  if (error && !data) {
    return (
      <Alert
        severity="error"
        action={
          <Button color="inherit" onClick={() => void refetch()}>
            Try again
          </Button>
        }
      >
        {(error as Error).message}
      </Alert>
    );
  }
  const isFiltered = Object.keys(filterValues).length > 0;
  const hasNone = data?.length === 0 && page === 1;
  if (hasNone && !isFiltered) return <Card>{empty}</Card>;
  return (
    <>
      {toolbar}
      <Card>
        {isPending ? (
          <Waiting>Fetching the list.</Waiting>
        ) : hasNone ? (
          <Box sx={{ padding: 4, textAlign: 'center', color: 'text.secondary' }}>
            Nothing matches.{' '}
            <Button size="small" onClick={() => setFilters({}, {})}>
              Clear search and filters
            </Button>
          </Box>
        ) : (
          <>
            {children}
            <Pages />
          </>
        )}
      </Card>
    </>
  );
}
