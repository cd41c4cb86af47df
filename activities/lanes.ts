/** Waits for all lanes, also when one fails, so that none still works when the next attempt begins. */
export async function allOf<T>(lanes: Promise<T>[]): Promise<T[]> {
  const results = await Promise.allSettled(lanes);
  return results.map((result) => {
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  });
}
