/** An act without answer. */
export async function done(run: Promise<void>): Promise<null> {
  await run;
  return null;
}

/** An act, then what the screen shows of it. */
export const thenShown =
  <I, S>(run: (input: I) => Promise<unknown> | void, show: (input: I) => S | Promise<S>) =>
  async (input: I): Promise<S> => {
    await run(input);
    return await show(input);
  };
