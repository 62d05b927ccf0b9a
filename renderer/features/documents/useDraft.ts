import { useCallback, useEffect, useRef, useState } from 'react';
import type { DocumentRow } from '../../../shared/contract/documents.ts';
import type { DocumentForm } from '../../../shared/domain/record/document.ts';
import { errorFacts, type ErrorFacts } from '../../../shared/errors.ts';
import { putInPages } from '../../client/pages.ts';
import { call } from '../../client/client.ts';
import { put } from '../../client/queries.ts';
import { beforeLock, onOtherUser } from '../../client/drafts.ts';
import { Turns } from '../../client/turns.ts';

/** Forms typed but not yet written by the application. */
const unsaved = new Map<string, DocumentForm>();
onOtherUser(() => unsaved.clear());
const writings = new Turns();

const SAVE_AFTER_MS = 500;

/** A draft being typed; written by itself half a second after the last change. */
export interface Draft {
  readonly form: DocumentForm;
  readonly change: (part: Partial<DocumentForm>) => void;
  readonly saving: boolean;
  readonly error: ErrorFacts | null;
  /** Writes what is typed at once. */
  readonly save: () => Promise<void>;
  /** Nothing is being written any more, nor will be before the next change. */
  readonly rest: () => Promise<void>;
  /** The form is handed over (validated, discarded): nothing is left to write. */
  readonly settle: () => void;
}

/** Shows a row in its list and by itself without reading them again. */
export function putRow(row: DocumentRow): void {
  put('documents.get', { patientId: row.patientId, id: row.id }, row);
  putInPages('documents.list', { patientId: row.patientId }, row);
}

/** Follows what is typed in a draft; what the lock or another screen left unwritten is there again. */
export function useDraft(row: DocumentRow): Draft {
  const { id } = row;
  const [form, setForm] = useState(() => unsaved.get(id) ?? row.form);
  /** Fields typed in here: what is read of the document meanwhile changes none of them. */
  const typed = useRef(new Set<string>(unsaved.has(id) ? Object.keys(row.form) : []));
  useEffect(() => {
    const read = Object.fromEntries(Object.entries(row.form).filter(([field]) => !typed.current.has(field)));
    const left = unsaved.get(id);
    if (left !== undefined) unsaved.set(id, { ...left, ...read });
    setForm((before) => (JSON.stringify({ ...before, ...read }) === JSON.stringify(before) ? before : { ...before, ...read }));
  }, [id, row.form]);
  const [saving, setSaving] = useState(false);
  const [error, setError] = useState<ErrorFacts | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const write = useCallback(async () => {
    const left = unsaved.get(id);
    if (left === undefined) return;
    setSaving(true);
    try {
      putRow(await call('documents.save', { id, form: left }));
      if (unsaved.get(id) === left) unsaved.delete(id);
      setError(null);
    } catch (thrown) {
      setError(errorFacts(thrown));
    } finally {
      setSaving(false);
    }
  }, [id]);
  const save = useCallback(async () => {
    clearTimeout(timer.current);
    await writings.take(id, write);
  }, [id, write]);
  const change = useCallback(
    (part: Partial<DocumentForm>) => {
      for (const field of Object.keys(part)) typed.current.add(field);
      setForm((before) => {
        const next = { ...before, ...part };
        unsaved.set(id, next);
        return next;
      });
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void save(), SAVE_AFTER_MS);
    },
    [id, save],
  );
  const rest = useCallback(async () => {
    clearTimeout(timer.current);
    await writings.rest(id);
  }, [id]);
  const settle = useCallback(() => {
    clearTimeout(timer.current);
    unsaved.delete(id);
  }, [id]);
  useEffect(() => beforeLock(save), [save]);
  // What the card's removal kept from being written is written now.
  useEffect(() => {
    if (unsaved.has(id)) void save();
  }, [id, save]);
  useEffect(() => () => void save(), [save]);
  return { form, change, saving, error, save, rest, settle };
}
