import { z } from 'zod';
import { returnReasons } from '../domain/record/document.ts';
import { call, id, onDocument } from './define.ts';
import { documentForm, documentRow } from './documents.ts';

/** What is done of a document in the name of the professional who answers for it. */
export const preparationCalls = {
  /** Hands a draft over to the professional who answers for it. Errors: those of the form, DOCUMENT_OTHER_PERSON, RIGHTS_DELEGATION, DOCUMENT_HANDED. */
  'documents.prepare': call(z.object({ id, form: documentForm, for: z.string().max(64) }), documentRow, {
    needs: 'session',
    right: 'prepare',
    audit: { acts: ['document.prepared'], refused: { label: 'Préparation du document refusée', on: onDocument } },
  }),
  /** A document handed over is a draft again: of who prepared it, or of the professional it waits for. Errors: DOCUMENT_NOT_PREPARED, DOCUMENT_PREPARED_OTHER. */
  'documents.takeBack': call(z.object({ id }), documentRow, {
    needs: 'session',
    right: 'prepare',
    audit: { acts: ['document.taken-back', 'document.taken-over'], refused: { label: 'Reprise du document refusée', on: onDocument } },
  }),
  /** The professional gives it back to who prepared it. Errors: DOCUMENT_NOT_PREPARED, DOCUMENT_PREPARED_OTHER. */
  'documents.giveBack': call(z.object({ id, reason: z.enum(returnReasons) }), documentRow, {
    needs: 'session',
    right: 'validate',
    audit: { acts: ['document.given-back'], refused: { label: 'Renvoi du document à qui l’a préparé refusé', on: onDocument } },
  }),
  /** Feeds the DMP in the name of a professional who delegated that (TD2.2). Errors: those of `documents.validate`, RIGHTS_DELEGATION, RIGHTS_PRACTICE. */
  'documents.feedFor': call(z.object({ id, form: documentForm, for: z.string().max(64) }), documentRow, {
    needs: 'session',
    right: 'send',
    audit: {
      acts: ['document.fed-for', 'dmp.refused', 'mss.refused'],
      refused: { label: 'Dépôt au DMP par délégation refusé', on: onDocument },
    },
  }),
} as const;
