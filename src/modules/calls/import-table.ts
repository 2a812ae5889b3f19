import { type Answers, answersFromForm, formEntries, type PersonEntry } from './answers.ts';
import { answersAsked } from './asked.ts';
import { checkAnswers, type Moment } from './check.ts';
import type { Field, Form } from './form.ts';
import { answerFromCell } from './import-cell.ts';
import type { ImportFault, ImportedRow, ImportReport } from './import-row.ts';
import { answerByRole } from './projection.ts';
import { folded } from './search/suggest.ts';
import { isEmail } from '#core/text/index.ts';

/*
 * A table (or a list of data) of applications, read for a form: which column is which field, each cell as an answer, and
 * what is wrong with each row, in codes with the place. Pure: nothing is entered.
 */

/** A file as it was read. Items of data have their answers by field already. */
export type ImportSource =
	| { head: string[]; rows: { line: number; cells: string[] }[] }
	| { items: { line: number; externalId: string; applicant: string; answers: Record<string, unknown> }[] };

const externalHeads = ['external-id', 'external id', 'id', '外部编号'];
const applicantHeads = ['applicant', 'e-mail', 'email', '申请人', '申请人邮箱', 'applicant (e-mail)'];
const mostFaults = 500;

export interface ReadImport {
	rows: ImportedRow[];
	report: ImportReport;
}

/** Reads a file for a form. `known` says which external ids were entered before. */
export function readImport(source: ImportSource, form: Form, at: Moment, known: ReadonlySet<string>): ReadImport {
	const faults: ImportFault[] = [];
	const rows: ImportedRow[] = [];
	const seen = new Set<string>();
	const table = 'head' in source ? columnsOf(source.head, form) : undefined;
	const report: ImportReport = {
		total: 0,
		fit: 0,
		known: 0,
		faults,
		faulty: 0,
		ignored: table?.ignored ?? [],
		columns: (table?.fields ?? []).map(({ head, field }) => ({ head, field: field.id })),
	};
	const headOf = (id: string) => table?.fields.find(({ field }) => field.id === id)?.head ?? id;
	const items =
		'items' in source ? source.items.map((item) => fromItem(item, form)) : fromTable(source.rows, table as Columns);
	for (const { line, externalId, applicant, answers: raw, faults: own } of items) {
		report.total++;
		const answers = answersAsked(form, cleaned(form, raw));
		const found = [...own];
		for (const { path, code, params } of checkAnswers(form, answers, { stage: 'submit', ...at })) {
			const field = path.split('.')[0] ?? '';
			// A cell that could not be read is one mistake, not two.
			if (own.some((fault) => fault.column === headOf(field))) continue;
			found.push({ line, column: headOf(field), code, ...(params ? { params } : {}), value: shown(raw[field]) });
		}
		const holder = (applicant || firstAddress(form, answers)).trim().toLowerCase();
		if (holder === '') found.push({ line, column: '', code: 'applicant-missing', value: '' });
		else if (!isEmail(holder)) found.push({ line, column: '', code: 'applicant-bad', value: holder.slice(0, 80) });
		const id = externalId.trim().slice(0, 200);
		if (id !== '' && seen.has(id)) found.push({ line, column: '', code: 'external-id-twice', value: id });
		seen.add(id);
		if (id !== '' && known.has(id)) report.known++;
		else if (found.length > 0) {
			report.faulty++;
			faults.push(...found.slice(0, Math.max(0, mostFaults - faults.length)));
		} else {
			report.fit++;
			rows.push({ line, externalId: id, applicant: holder, answers });
		}
	}
	return { rows, report };
}

interface Columns {
	fields: { at: number; head: string; field: Field }[];
	externalId: number;
	applicant: number;
	ignored: string[];
}

interface RawRow {
	line: number;
	externalId: string;
	applicant: string;
	answers: Record<string, unknown>;
	faults: ImportFault[];
}

/** Which column is which field: by id, by `answer.{id}`, by label in either language, or both with a stroke between. */
function columnsOf(head: readonly string[], form: Form): Columns {
	const columns: Columns = { fields: [], externalId: -1, applicant: -1, ignored: [] };
	const taken = new Set<string>();
	head.forEach((written, at) => {
		const name = folded(written);
		if (name === '') return;
		const field = form.fields.find(({ id, label }) => {
			const names = [id, `answer.${id}`, label.en, label.zh, `${label.en} / ${label.zh}`];
			return !taken.has(id) && names.some((one) => folded(one) === name);
		});
		if (field) {
			taken.add(field.id);
			columns.fields.push({ at, head: written.trim(), field });
		} else if (columns.externalId < 0 && externalHeads.includes(name)) columns.externalId = at;
		else if (columns.applicant < 0 && applicantHeads.includes(name)) columns.applicant = at;
		else columns.ignored.push(written.trim());
	});
	return columns;
}

function fromTable(rows: readonly { line: number; cells: string[] }[], columns: Columns): RawRow[] {
	// The same few words stand in a column again and again, and names of countries and languages take their time.
	const read = new Map<string, ReturnType<typeof answerFromCell>>();
	const answerOf = (field: Field, cell: string) => {
		if (!('options' in field) && field.kind !== 'country' && field.kind !== 'language')
			return answerFromCell(field, cell);
		const key = `${field.id} ${cell}`;
		const known = read.get(key) ?? answerFromCell(field, cell);
		if (read.size < 10_000) read.set(key, known);
		return known;
	};
	return rows.map(({ line, cells }) => {
		const answers: Record<string, unknown> = {};
		const faults: ImportFault[] = [];
		for (const { at, head, field } of columns.fields) {
			const cell = cells[at] ?? '';
			const found = answerOf(field, cell);
			if ('fault' in found) faults.push({ line, column: head, code: found.fault, value: shown(cell) });
			else if (found.answer !== undefined) answers[field.id] = found.answer;
		}
		return {
			line,
			externalId: cells[columns.externalId] ?? '',
			applicant: cells[columns.applicant] ?? '',
			answers,
			faults,
		};
	});
}

function fromItem(
	{
		line,
		externalId,
		applicant,
		answers,
	}: { line: number; externalId: string; applicant: string; answers: Record<string, unknown> },
	form: Form,
): RawRow {
	const faults: ImportFault[] = [];
	const kept: Record<string, unknown> = {};
	for (const [id, answer] of Object.entries(answers)) {
		const field = form.fields.find((one) => one.id === id);
		if (!field) faults.push({ line, column: id, code: 'no-such-field', value: shown(answer) });
		// The bytes of a file do not come along.
		else if (field.kind === 'file') faults.push({ line, column: id, code: 'file-not-imported', value: '' });
		else kept[id] = answer;
	}
	return { line, externalId, applicant, answers: kept, faults };
}

/** As if a browser had posted it: clean texts, nothing that the form does not know. */
function cleaned(form: Form, answers: Record<string, unknown>): Answers {
	const posted = (of: Record<string, unknown>) => answersFromForm(form, formEntries(form, of as Answers));
	try {
		return posted(answers);
	} catch {
		// Data may have any shape. What is not of the shape of its field is left out; then the check says that it is missing.
		return Object.fromEntries(
			Object.entries(answers).flatMap(([id, answer]) => {
				try {
					return Object.entries(posted({ [id]: answer })).filter(([field]) => field === id);
				} catch {
					return [];
				}
			}),
		);
	}
}

/** Who presents, or is named first. */
function firstAddress(form: Form, answers: Answers): string {
	const people = (answerByRole(form, answers, 'contributors') as PersonEntry[] | undefined) ?? [];
	return (people.find(({ presenter }) => presenter) ?? people[0])?.email ?? '';
}

function shown(value: unknown): string {
	const text = value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value);
	return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
