import type { Lease } from '../../shared/domain/record/lease.ts';

export interface LeaseRow {
  readonly lease_owner: string | null;
  readonly lease_until: string | null;
}

export const leaseOf = ({ lease_owner: owner, lease_until: until }: LeaseRow): Lease | null =>
  owner === null || until === null ? null : { owner, until };

export const leaseColumns = (lease: Lease | null): LeaseRow => ({ lease_owner: lease?.owner ?? null, lease_until: lease?.until ?? null });

/** Rows under way whose lease is over by `?1`, or that have none; those of workstation `?2` too, whose former run is over (null: of none). */
export const ABANDONED = '(lease_until IS NULL OR lease_until <= ?1 OR lease_owner = ?2)';
