import { createHash } from 'node:crypto';
import { Refusal } from '#core/refusal/index.ts';
import type { Moment } from '../../check.ts';
import type { Form } from '../../form.ts';
import type { ImportedRow } from '../../import-row.ts';
import { type ReadImport, readImport } from '../../import-table.ts';
import { readImportFile } from './read-file.ts';

/** A file of applications to be read for a form: plain data, as a thread is given it. */
export interface ReadTask {
	bytes: Uint8Array;
	form: Form;
	at: Moment;
	/** External ids that were entered before. */
	known: readonly string[];
}

/** What was read, or why it could not be. */
export type ReadOutcome =
	| { read: ReadImport }
	| { refusal: Pick<Refusal, 'kind' | 'code'> & { params: Record<string, string | number> } };

/**
 * Reads a file, and names each row: what has no external id is known by what it says. A row that was entered before, or that
 * stands in the file twice, is left out and counted. Nothing but its input is asked.
 */
export function readTask({ bytes, form, at, known }: ReadTask): ReadOutcome {
	try {
		const before = new Set(known);
		const { rows, report } = readImport(readImportFile(bytes), form, at, before);
		const fresh: ImportedRow[] = [];
		for (const row of rows) {
			const externalId = row.externalId || fingerprint(row);
			if (before.has(externalId)) report.known += 1;
			else fresh.push({ ...row, externalId });
			before.add(externalId);
		}
		report.fit = fresh.length;
		return { read: { rows: fresh, report } };
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
		const { kind, code, params } = error;
		return { refusal: { kind, code, params } };
	}
}

/** What a row without a name of its own is known by: what it says. */
function fingerprint({ applicant, answers }: ImportedRow): string {
	const text = JSON.stringify([applicant, Object.entries(answers).sort(([a], [b]) => (a < b ? -1 : 1))]);
	return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}
