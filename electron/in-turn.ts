/** Works that never overlap. */
export type InTurn = <T>(work: () => Promise<T>) => Promise<T>;

/** One after the other, in the order asked; one that fails holds back none of the next. */
export function inTurn(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const done = last.then(work);
    last = done.catch(() => undefined);
    return done;
  };
}
