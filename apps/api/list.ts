import { z } from 'zod';

/** An id in a path or filter: a positive whole number that fits a bigint. */
export const Id = z.string().regex(/^[1-9]\d{0,17}$/, 'An id is a number.');

const json = z.string().transform((text, context) => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    context.addIssue({ code: 'custom', message: 'The filter is not JSON.' });
    return z.NEVER;
  }
});

/**
 * The query of a list: `?page=1&perPage=25&sort=field&order=ASC&filter={…}`.
 * @param sort fields that may be sorted by, the first is the default
 */
export function listQuery<const Sort extends readonly [string, ...string[]], Filter extends z.ZodType>(
  sort: Sort,
  filter: Filter,
) {
  return z.object({
    page: z.coerce.number().int().min(1).max(100_000).default(1),
    perPage: z.coerce.number().int().min(1).max(200).default(25),
    sort: z.enum(sort).default(sort[0] as never),
    order: z.enum(['ASC', 'DESC']).default('DESC'),
    filter: json.prefault('{}').pipe(filter),
  });
}

/** `total` is absent where counting costs; `totalIsCapped` reads as "total or more". */
export interface ListPage<Item> {
  data: Item[];
  total?: number;
  totalIsCapped?: true;
  hasNextPage: boolean;
}

/** Makes a page from one row more than was asked for, which only says that there is a next page. */
export function listPage<Item>(rows: Item[], { perPage }: { perPage: number }, total?: number): ListPage<Item> {
  return {
    data: rows.slice(0, perPage),
    ...(total === undefined ? {} : { total }),
    hasNextPage: rows.length > perPage,
  };
}
