import type { ErrorFacts } from '../../errors.ts';
import type { AccessMode } from '../types.ts';
import type { Actor } from './actor.ts';
import type { Instant } from './instant.ts';
import type { Lease } from './lease.ts';
import type { Revision } from './revision.ts';

/** Ways by which a document leaves. */
export const channels = ['dmp', 'mss'] as const;
export type Channel = (typeof channels)[number];

/** State of one send. */
export const sendStates = [
  'held',
  'scheduled',
  'waiting-card',
  'queued',
  'sending',
  'unknown',
  'sent',
  'delivered',
  'read',
  'failed',
  'cancelled',
] as const;
export type SendState = (typeof sendStates)[number];

/** A send is a row before it is a request (electron/README 6). */
export interface SendRecord {
  readonly id: string;
  readonly revision: Revision;
  readonly documentId: string;
  readonly patientId: string;
  readonly channel: Channel;
  /** Mail address; null for the DMP. */
  readonly recipient: string | null;
  /** Why they receive it (« médecin traitant »). */
  readonly role: string | null;
  readonly state: SendState;
  /** Who validated it, as what: it leaves only under them. */
  readonly bound: {
    readonly actor: Actor;
    /** Structure of the situation. */
    readonly situation: string;
    readonly mode: AccessMode;
    /** A delegate fed it (TD2.2): under which delegation, in whose name; null when who validated answers for it. */
    readonly delegation: { readonly id: string; readonly from: Actor } | null;
  };
  readonly attempts: number;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  /** Not before; null = as soon as possible. */
  readonly nextAt: Instant | null;
  /** Instant of RegistryResponse Success, or of 250 after DATA. */
  readonly sentAt: Instant | null;
  /** Message-ID of the mail. */
  readonly messageId: string | null;
  /** XDS uniqueId of the document in the DMP. */
  readonly uniqueId: string | null;
  readonly error: ErrorFacts | null;
  /** While it is `sending`: who sends it. */
  readonly lease: Lease | null;
}

/** Signed lot or composed message, resent as it is: equal bytes, equal identifiers. */
export interface SendPayload {
  readonly bytes: Uint8Array;
  /** Content-Type of the bytes. */
  readonly mediaType: string;
  /** What goes beside the bytes on the wire (SMTP envelope, lot identifiers), JSON. */
  readonly facts: unknown;
}

/** A send with the words of the list « À envoyer ». */
export interface SendListed extends SendRecord {
  readonly patientName: string;
  readonly title: string;
}
