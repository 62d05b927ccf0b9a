import type { Patient, Pro, SoftwareIdentity, VisibilityFlag } from '../../shared/domain/types.ts';
import type { CdaDocument } from '../cda/document.ts';
import type { MailboxType } from './constants.ts';

/** A message before it becomes bytes. */
export interface MessageInput {
  /** Mailbox it leaves from; `label` as personLabel gives it for PER, the functional entity for ORG and APP. */
  readonly from: { readonly address: string; readonly type: MailboxType; readonly label: string };
  /** Who answers for the lot of documents (XDM submission set). */
  readonly sender: Pro;
  readonly to: readonly string[];
  readonly cc?: readonly string[];
  /** In the envelope only. */
  readonly bcc?: readonly string[];
  /** Null with documents: the regulated subject is made. */
  readonly subject: string | null;
  readonly text: string;
  readonly documents: readonly MessageDocument[];
  readonly attachments?: readonly MessageAttachment[];
  /** The patient concerned; null for a message about nobody. */
  readonly patient: Patient | null;
  readonly inReplyTo?: string | null;
  readonly references?: readonly string[];
  readonly replyTo?: string | null;
  /** A citizen may not answer this message (`X-MSS-MES: FIN`). */
  readonly close?: boolean;
  readonly deliveryReceipt?: boolean;
  readonly readReceipt?: boolean;
  /** The message this one cancels and replaces. */
  readonly replaces?: { readonly messageId: string; readonly subject: string; /** ISO 8601 */ readonly date: string } | null;
  /** Confirmed by the professional: to a citizen without a qualified INS. */
  readonly derogation?: boolean;
}

export interface MessageDocument {
  /** CDA R2, level 1 or 3. */
  readonly cda: CdaDocument;
  readonly flags: readonly VisibilityFlag[];
  /** PDF/A-1 of the document; by default the one inside a level-1 CDA. */
  readonly pdf?: Uint8Array;
}

export interface MessageAttachment {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

export interface ComposePorts {
  readonly now: Date;
  readonly uuid: () => string;
  readonly software: SoftwareIdentity;
  /** The operator's limit for a whole message, bytes after base64 (mss/README 8). */
  readonly maxBytes: number;
  /** 18 unless the DMP parameters say otherwise. */
  readonly ageOfMajority?: number;
}

/** A message ready to leave: the same bytes at every attempt. */
export interface ComposedMessage {
  /** With its angle brackets. */
  readonly messageId: string;
  readonly subject: string;
  /** Decoded values by name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly envelope: { readonly from: string; readonly to: readonly string[]; readonly notify: readonly string[] };
  readonly bytes: Uint8Array;
  readonly parts: readonly { readonly name: string | null; readonly mediaType: string; readonly size: number; readonly sha1: string }[];
  readonly warnings: readonly Warning[];
}

/** Something worth telling that stops nothing. */
interface Warning {
  readonly code: string;
  readonly message: string;
}
