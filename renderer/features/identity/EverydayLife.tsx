import { PencilLine, Plus, X } from 'lucide-react';
import { useCallback, useState } from 'react';
import type { Complementary } from '../../../shared/contract/identity.ts';
import type { PatientView } from '../../../shared/contract/patients.ts';
import {
  protectionLabels,
  protectionMeasures,
  representativeLabels,
  representativeRelations,
} from '../../../shared/domain/identity/protection.ts';
import { call } from '../../client/client.ts';
import { put } from '../../client/queries.ts';
import { common } from '../../text/common.ts';
import { identityActs as words } from './text.ts';
import { summaryText } from '../patient/public.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Field } from '../../ui/Field.tsx';
import { frenchDate } from '../../ui/format.ts';
import { Panel } from '../../ui/Panel.tsx';
import { Select } from '../../ui/Select.tsx';
import { tell } from '../../ui/Toasts.tsx';
import { useAction } from '../../ui/useAction.ts';

const complementaryOf = (patient: PatientView): Complementary => ({
  usedName: patient.usedName,
  usedFirstName: patient.usedFirstName,
  phone: patient.phone,
  billingNss: patient.billingNss,
  protection: patient.protection,
  representatives: patient.representatives.map(({ name, relation, phone }) => ({ name, relation, phone })),
  correspondents: patient.correspondents,
});

/** What decides no identity: used names, phone, billing number, who acts for the patient, correspondents. */
export function EverydayLife({ patient }: { readonly patient: PatientView }) {
  const [editing, setEditing] = useState(false);
  const fact = (value: string | null): string => value ?? words.unset;
  return (
    <Panel
      title={words.more}
      aside={
        <Button variant="ghost" icon={PencilLine} onPress={() => setEditing(true)} aria-label={`${words.moreEdit} : ${words.more}`}>
          {words.moreEdit}
        </Button>
      }
    >
      <dl className="facts">
        <dt>{words.usedName}</dt>
        <dd>{fact(patient.usedName)}</dd>
        <dt>{words.usedFirstName}</dt>
        <dd>{fact(patient.usedFirstName)}</dd>
        <dt>{words.phone}</dt>
        <dd className="tabular">{fact(patient.phone)}</dd>
        <dt>{words.postal}</dt>
        <dd>{patient.address ?? words.unsetAddress}</dd>
        <dt>{words.nss}</dt>
        <dd className="tabular">
          {fact(patient.billingNss)}
          {patient.billingBirthDate === null ? null : (
            <span className="facts-note">{words.onCard(frenchDate(patient.billingBirthDate), patient.birthRank)}</span>
          )}
        </dd>
        <dt>{words.protection}</dt>
        <dd>{protectionLabels[patient.protection]}</dd>
        <dt>{words.representatives}</dt>
        <dd>
          {patient.representatives.length === 0
            ? words.nobody
            : patient.representatives.map(({ name, relation, phone, stands }) => (
                <span key={`${name} ${relation}`} className="block">
                  {name}, {representativeLabels[relation].toLowerCase()}
                  {phone === null ? '' : `, ${phone}`}
                  {stands ? '' : ` (${words.retired})`}
                </span>
              ))}
        </dd>
        <dt>{summaryText.doctorTitle}</dt>
        <dd>
          {patient.medecinTraitant === null
            ? words.unset
            : summaryText.doctorIs(patient.medecinTraitant.name, patient.medecinTraitant.address ?? patient.medecinTraitant.name)}
        </dd>
        <dt>{words.correspondents}</dt>
        <dd>
          {patient.correspondents.length === 0
            ? words.nobody
            : patient.correspondents.map(({ name, address }) => (
                <span key={`${name} ${address ?? ''}`} className="block">
                  {name}
                  {address === null ? '' : ` · ${address}`}
                </span>
              ))}
        </dd>
      </dl>
      {patient.representation === null ? null : <p className="quiet">{patient.representation}</p>}
      {editing ? <Edit patient={patient} onClose={() => setEditing(false)} /> : null}
    </Panel>
  );
}

const blank = (text: string): string | null => (text.trim() === '' ? null : text);

function Edit({ patient, onClose }: { readonly patient: PatientView; readonly onClose: () => void }) {
  const { id } = patient;
  const [form, setForm] = useState(() => complementaryOf(patient));
  const change = (part: Partial<Complementary>): void => setForm({ ...form, ...part });
  const save = useAction(
    useCallback(
      async (_live: () => boolean, complementary: Complementary) => {
        put('patients.get', { id }, await call('patients.edit', { id, complementary }));
        tell(words.moreSaved, 'quiet');
        onClose();
      },
      [id, onClose],
    ),
  );
  const at = save.error?.path ?? '';
  const errorAt = (path: string): string | undefined =>
    save.error !== null && at.endsWith(path) ? `${save.error.message} ${save.error.action}` : undefined;
  const known = ['/phone', '/billingNss', '/usedName', '/usedFirstName'].some((path) => at.endsWith(path));
  return (
    <Dialog
      open
      size="m"
      title={words.more}
      icon={PencilLine}
      onClose={onClose}
      buttons={
        <>
          <Button onPress={onClose}>{common.cancel}</Button>
          <Button variant="primary" pending={save.busy} onPress={() => void save.run(form)}>
            {words.save}
          </Button>
        </>
      }
    >
      <div className="stack">
        <div className="pair">
          <Field
            label={words.usedName}
            value={form.usedName ?? ''}
            onChange={(text) => change({ usedName: blank(text) })}
            error={errorAt('/usedName')}
            autoComplete="off"
            spellCheck="false"
            autoFocus
          />
          <Field
            label={words.usedFirstName}
            value={form.usedFirstName ?? ''}
            onChange={(text) => change({ usedFirstName: blank(text) })}
            error={errorAt('/usedFirstName')}
            autoComplete="off"
            spellCheck="false"
          />
        </div>
        <div className="pair">
          <Field
            label={words.phone}
            value={form.phone ?? ''}
            onChange={(text) => change({ phone: blank(text) })}
            error={errorAt('/phone')}
            inputMode="tel"
            autoComplete="off"
          />
          <Select
            label={words.protection}
            placeholder=""
            choices={Object.entries(protectionLabels).map(([key, label]) => ({ id: key, label }))}
            value={form.protection}
            onChange={(key) => change({ protection: protectionOf(key) })}
          />
        </div>
        <Field
          label={words.nss}
          value={form.billingNss ?? ''}
          onChange={(text) => change({ billingNss: blank(text) })}
          error={errorAt('/billingNss')}
          description={words.nssHelp}
          inputMode="numeric"
          autoComplete="off"
        />
        <fieldset className="rows">
          <legend>{words.representatives}</legend>
          {form.representatives.map((one, index) => {
            const set = (part: Partial<typeof one>): void =>
              change({ representatives: form.representatives.map((other, i) => (i === index ? { ...other, ...part } : other)) });
            return (
              // The place in the list is what the row is: it has no other name while it is typed.
              // eslint-disable-next-line react/no-array-index-key
              <div key={index} className="rows-line" data-columns="3">
                <Field label={words.name} value={one.name} onChange={(name) => set({ name })} autoComplete="off" />
                <Select
                  label={words.relation}
                  placeholder=""
                  choices={Object.entries(representativeLabels).map(([key, label]) => ({ id: key, label }))}
                  value={one.relation}
                  onChange={(key) => set({ relation: relationOf(key) })}
                />
                <Field
                  label={words.phone}
                  value={one.phone ?? ''}
                  onChange={(text) => set({ phone: blank(text) })}
                  inputMode="tel"
                  autoComplete="off"
                />
                <Button
                  variant="ghost"
                  icon={X}
                  aria-label={words.remove(one.name)}
                  onPress={() => change({ representatives: form.representatives.filter((_, i) => i !== index) })}
                />
              </div>
            );
          })}
          <Button
            icon={Plus}
            onPress={() => change({ representatives: [...form.representatives, { name: '', relation: 'parent', phone: null }] })}
          >
            {words.addRepresentative}
          </Button>
        </fieldset>
        <fieldset className="rows">
          <legend>{words.correspondents}</legend>
          {form.correspondents.map((one, index) => {
            const set = (part: Partial<typeof one>): void =>
              change({ correspondents: form.correspondents.map((other, i) => (i === index ? { ...other, ...part } : other)) });
            return (
              // eslint-disable-next-line react/no-array-index-key
              <div key={index} className="rows-line" data-columns="2">
                <Field label={words.name} value={one.name} onChange={(name) => set({ name })} autoComplete="off" />
                <Field
                  label={words.address}
                  value={one.address ?? ''}
                  onChange={(text) => set({ address: blank(text.trim()) })}
                  inputMode="email"
                  autoComplete="off"
                />
                <Button
                  variant="ghost"
                  icon={X}
                  aria-label={words.remove(one.name)}
                  onPress={() => change({ correspondents: form.correspondents.filter((_, i) => i !== index) })}
                />
              </div>
            );
          })}
          <Button icon={Plus} onPress={() => change({ correspondents: [...form.correspondents, { name: '', address: null }] })}>
            {words.addCorrespondent}
          </Button>
        </fieldset>
        {save.error !== null && !known ? <ErrorBox error={save.error} /> : null}
      </div>
    </Dialog>
  );
}

const protectionOf = (key: string | null): Complementary['protection'] => protectionMeasures.find((known) => known === key) ?? 'none';
const relationOf = (key: string | null): Complementary['representatives'][number]['relation'] =>
  representativeRelations.find((known) => known === key) ?? 'autre';
