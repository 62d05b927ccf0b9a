import { decideDoubted } from './manage-sends.ts';

type SettleDoubtsPorts = Parameters<typeof decideDoubted>[0] & {
  /** Nothing is held any more of data that may be a copy. */
  readonly doubtsSettled: () => void;
};

/** Decides of the sends held of data that may be a copy; once nobody has any left, the data are no more in doubt. */
export function settleDoubts(ports: SettleDoubtsPorts) {
  const decide = decideDoubted(ports);
  return async (asked: { readonly decision: 'send' | 'leave' }): ReturnType<typeof decide> => {
    const decided = await decide(asked);
    if (decided.others === 0) ports.doubtsSettled();
    return decided;
  };
}
