import { rightsOf, type Rights, type RightsPorts } from '../../electron/usecases/rights/rights.ts';

/** Rights as they are asked in the application, where nobody delegates anything and no connection is secret; `changed` otherwise. */
export const usualRights = (now: () => Date, changed: Partial<RightsPorts> = {}): Rights =>
  rightsOf({
    now,
    delegations: () => Promise.resolve([]),
    agreementOf: () => Promise.resolve(null),
    isSecret: () => false,
    regulationCentre: false,
    ageOfMajority: () => 18,
    administers: () => false,
    ...changed,
  });
