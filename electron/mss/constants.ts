/** Header fields of the Référentiel socle MSSanté #2 v1.0.1 (mss/README 4). */
export const MSS_HEADER = {
  /** 2.4.3: product reference, on every message. */
  nil: 'X-MSS-NIL',
  /** 2.4.1: type codes, only with an IHE_XDM archive. */
  codeCda: 'X-MSS-CODECDA',
  /** 2.4.2: `O` or `N`, only with an IHE_XDM archive. */
  ins: 'X-MSS-INS',
  /** 2.2.8: closes the conversation with a citizen. */
  mes: 'X-MSS-MES',
} as const;

/** Only value of X-MSS-MES. */
export const MES_CLOSE = 'FIN';
/** Name of the archive, in this very case (mss/README 5). */
export const ARCHIVE_NAME = 'IHE_XDM.zip';
/** Everything a delivery receipt may tell (RFC 3461; mss/README 4, 2.3.1). */
export const DELIVERY_NOTIFY = ['SUCCESS', 'FAILURE', 'DELAY'] as const;

/** Annuaire Santé, TRE_R257-TypeBAL. */
export type MailboxType = 'PER' | 'ORG' | 'APP' | 'CAB';
