import { useState } from 'react';
import { Entries } from './Entries.tsx';
import { filterOf, NOTHING_CHOSEN } from './filter.ts';
import { Filters } from './Filters.tsx';
import { toFilters } from './to-filters.ts';

/** What was done on one patient, filtered. @param label how the list is called */
export function PatientJournal({ id, name, label }: { readonly id: string; readonly name: string; readonly label: string }) {
  const [chosen, choose] = useState({ ...NOTHING_CHOSEN, patient: { id, name } });
  return (
    <>
      <Filters chosen={chosen} onChange={(next) => choose({ ...next, patient: { id, name } })} patient={false} />
      <Entries name="history" label={label} filter={filterOf(chosen)} onLetter={toFilters} />
    </>
  );
}
