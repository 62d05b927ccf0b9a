import { expect, it } from 'vitest';
import { exitOf } from '../../../electron/cli/run.ts';
import { errors } from '../../../shared/errors/index.ts';

/** Exit codes (cli/README 1): 2 usage, 3 input refused, 4 card, service or profile refused, 5 internal. */

/** A code, or what begins several of them (`…_`): the longest that fits decides. Another beginning is another decision. */
const DECIDED: Readonly<Record<string, 2 | 3 | 4 | 5>> = {
  USAGE: 2,
  INTERNAL: 5,
  // The window alone meets them.
  BRIDGE_: 3,
  // The card and what vouches for it.
  CARD_: 4,
  PIN_: 4,
  PIN_FILE_OPEN: 3,
  CODE_: 4,
  CERT_: 4,
  CRL_: 4,
  TRUST_: 4,
  VITALE_: 4,
  SESSION_: 4,
  // What a role or the patient’s word refuses.
  RIGHTS_: 4,
  INFORMATION_: 4,
  EPISODE_: 4,
  AGREEMENT_: 4,
  COLLECTIVE_: 4,
  // Services, and what opens files for us.
  INSI_: 4,
  PSC_: 4,
  NET_: 4,
  SERVICE_: 4,
  DOORS_: 4,
  DMP_: 4,
  DMP_MESSAGE_UNKNOWN: 3,
  MSS_: 3,
  MSS_AUTH: 4,
  MSS_BUSY: 4,
  MSS_DNS: 4,
  MSS_DOWN: 4,
  MSS_LOGIN_NEEDED: 4,
  MSS_MAILBOX_FULL: 4,
  MSS_NO_BOX: 4,
  MSS_NO_MAILBOX: 4,
  MSS_NO_XOAUTH2: 4,
  MSS_RECIPIENT_REFUSED: 4,
  MSS_REFUSED: 4,
  MSS_SENDER_REFUSED: 4,
  MSS_TLS: 4,
  MSS_UNKNOWN_OUTCOME: 4,
  // The profile: its folder, its disk, its keys, its settings, what it holds.
  PROFILE_: 4,
  STORE_: 4,
  JOURNAL_: 4,
  OUTBOX_: 4,
  OUTCOME_: 4,
  SEND_: 4,
  SECRETS_: 4,
  CHROMIUM_: 4,
  DISPLAY_MISSING: 4,
  CONFIG_: 4,
  DATA_FOLDER_: 4,
  BACKUP_KEY: 4,
  BACKUP_NO_PASSPHRASE: 4,
  BACKUP_PASSPHRASE: 4,
  BACKUP_WRITE: 4,
  // What was given: files, and what is said in them.
  BACKUP_PLACE: 3,
  BACKUP_EXISTS: 3,
  BACKUP_NOT_FOUND: 3,
  BACKUP_INVALID: 3,
  BACKUP_DAMAGED: 3,
  FILE_: 3,
  FOLDER_: 3,
  NOT_A_FILE: 3,
  READING_: 3,
  INPUT_INVALID: 3,
  OUT_EXISTS: 3,
  PASSPHRASE_: 3,
  P12_INVALID: 3,
  MIME_: 3,
  MTOM_: 3,
  XML_: 3,
  PDF_: 3,
  IMAGE_: 3,
  STAMP_PDF: 3,
  PRINT_: 3,
  TITLE_: 3,
  TYPE_: 3,
  FLAGS_: 3,
  VERSION_WITHOUT_REPLACES: 3,
  VIHF_: 3,
  XDM_: 3,
  XDS_: 3,
  IPC_: 3,
  IMPORT_: 3,
  HL7_: 3,
  DATAMATRIX_: 3,
  SYMBOL_: 3,
  SCAN_: 3,
  INS_: 3,
  BILLING_NSS: 3,
  BENEFICIARY_: 3,
  TRAIT_: 3,
  DATE_: 3,
  USED_NAME_CHARACTER: 3,
  PERSON_: 3,
  PHONE: 3,
  IDENTITY_: 3,
  PATIENT_: 3,
  PROPOSAL_UNKNOWN: 3,
  CONFLICT_UNKNOWN: 3,
  MERGE_: 3,
  REASON_REQUIRED: 3,
  DOCUMENT_: 3,
  DELEGATION_: 3,
  CORRESPONDENT_: 3,
  VISIBILITY_: 3,
  NO_CHANNEL: 3,
};

const decided = (code: string): number | undefined => {
  const [longest] = Object.keys(DECIDED)
    .filter((one) => one === code || (one.endsWith('_') && code.startsWith(one)))
    .toSorted((a, b) => b.length - a.length);
  return longest === undefined ? undefined : DECIDED[longest];
};

const codes = new Set(Object.keys(errors));

it('are decided for every error of the application', () => {
  expect(codes.size).toBeGreaterThan(300);
  const undecided = [...codes].filter((code) => decided(code) === undefined);
  expect(undecided).toEqual([]);
  expect(Object.fromEntries([...codes].map((code) => [code, exitOf(code)]))).toEqual(
    Object.fromEntries([...codes].map((code) => [code, decided(code)])),
  );
});

it('are decided for nothing else', () => {
  const unused = Object.keys(DECIDED).filter(
    (one) => one !== 'INTERNAL' && ![...codes].some((code) => code === one || (one.endsWith('_') && code.startsWith(one))),
  );
  expect(unused).toEqual([]);
});
