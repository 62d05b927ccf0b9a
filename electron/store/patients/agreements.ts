import type { Effects } from '../effects.ts';
import type { AgreementRecord } from '../../../shared/domain/record/agreement.ts';
import type { Sql } from '../sqlite/sql.ts';

export function addAgreement(sql: Sql, { agreement: a }: { readonly agreement: AgreementRecord }): Effects {
  sql.run(
    'INSERT INTO agreements (patient_id, at, reader, reader_name, collector, collector_name, means, structure) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    a.patientId,
    a.at,
    a.reader.idNat,
    a.reader.name,
    a.collector.idNat,
    a.collector.name,
    a.means,
    a.structure,
  );
  return { patients: [a.patientId] };
}

interface AgreementRow {
  readonly patient_id: string;
  readonly at: string;
  readonly reader: string;
  readonly reader_name: string;
  readonly collector: string;
  readonly collector_name: string;
  readonly means: AgreementRecord['means'];
  readonly structure: string;
}

/** Latest first. */
export function listAgreements(sql: Sql, patientId: string): AgreementRecord[] {
  return sql
    .all<AgreementRow>('SELECT * FROM agreements WHERE patient_id = ? ORDER BY id DESC', patientId)
    .map((row) => ({
      patientId: row.patient_id,
      at: row.at,
      reader: { idNat: row.reader, name: row.reader_name },
      collector: { idNat: row.collector, name: row.collector_name },
      means: row.means,
      structure: row.structure,
    }));
}
