import { ShieldAlert, ShieldCheck } from 'lucide-react';
import { useCallback, useState } from 'react';
import type { PatientWordView } from '../../../shared/contract/consent.ts';
import type { LocalSex } from '../../../shared/domain/types.ts';
import { call } from '../../client/client.ts';
import { Button } from '../../ui/Button.tsx';
import { moment } from '../../ui/moment.ts';
import { CollectedDialog } from './CollectedDialog.tsx';
import { rightsText as words } from './rights-text.ts';

/** Whether whoever is logged in is of the care team; outside, the agreement that each opening needs. @param id of the record. */
export function TeamStrip({ id, sex, word }: { readonly id: string; readonly sex: LocalSex; readonly word: PatientWordView }) {
  const [open, setOpen] = useState(false);
  const { member, team } = word;
  const agreement = word.agreements.find(({ holds }) => holds);
  const Icon = member ? ShieldCheck : ShieldAlert;
  return (
    <section className="panel team-strip" aria-label={words.team}>
      <Icon size={20} aria-hidden="true" />
      <p>
        <strong>{member ? words.member(team) : words.outside(team ?? '')}</strong>{' '}
        {member
          ? words.memberHelp(sex)
          : agreement === undefined
            ? words.outsideHelp(sex)
            : words.agreeHolds(moment(agreement.at), agreement.collector)}
      </p>
      {member ? null : <Button onPress={() => setOpen(true)}>{words.agree}</Button>}
      {open ? <Agreement id={id} sex={sex} people={word.people} onClose={() => setOpen(false)} /> : null}
    </section>
  );
}

function Agreement({
  id,
  sex,
  people,
  onClose,
}: {
  readonly id: string;
  readonly sex: LocalSex;
  readonly people: PatientWordView['people'];
  readonly onClose: () => void;
}) {
  return (
    <CollectedDialog
      title={words.agreeTitle}
      icon={ShieldCheck}
      people={people}
      does={words.agreeDo}
      done={words.agreeDone}
      keep={useCallback((heard) => call('consent.agree', { id, ...heard }), [id])}
      onClose={onClose}
    >
      <p>{words.agreeHelp(sex)}</p>
    </CollectedDialog>
  );
}
