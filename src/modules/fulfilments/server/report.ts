import { and, asc, count, eq, lte, ne } from 'drizzle-orm';
import type { Actor } from '#core/access/index.ts';
import { dayOf } from '#core/clock/index.ts';
import type { Context } from '#core/context/index.ts';
import { type Locale, inLocale } from '#core/i18n/index.ts';
import { toCsv } from '#modules/calls/csv.ts';
import { displayName } from '#modules/people/name.ts';
import { readPeople } from '#modules/people/server/index.ts';
import { messages } from '../ui/messages.ts';
import { type FulfilmentLine, linesOf, type ListedCall, partsSeen, sightOfFulfilments } from './desk-list.ts';
import { fulfilment } from './tables.ts';

/** How many promised things are late at a desk; 0 for whoever sees none of them. One query. */
export async function lateFulfilments(ctx: Context, actor: Actor, calls: readonly ListedCall[]): Promise<number> {
	const { whole, payments, where } = partsSeen(ctx, actor, calls);
	if (whole.length + payments.length === 0) return 0;
	const [row] = await ctx.db
		.select({ n: count() })
		.from(fulfilment)
		.where(and(where, eq(fulfilment.state, 'open'), lte(fulfilment.dueAt, ctx.clock.edition.now())));
	return row?.n ?? 0;
}

/** What was promised to one applicant, and what of it was given. */
export interface PromiseReport {
	application: string;
	number: string;
	title: string;
	lines: (FulfilmentLine & { note: string | null })[];
	done: number;
}

/**
 * What was promised to each applicant of a call (or of all calls of a desk) and what of it was given: for the talk with a
 * sponsor. What was cancelled is left out. A constant number of queries.
 * @throws Refusal `not-found`, `forbidden`, `signed-out`
 */
export async function promiseReport(
	ctx: Context,
	actor: Actor,
	input: { calls: readonly ListedCall[]; call?: string },
): Promise<PromiseReport[]> {
	const calls = input.call === undefined ? input.calls : input.calls.filter(({ slug }) => slug === input.call);
	const { where } = sightOfFulfilments(ctx, actor, calls.length > 0 ? calls : input.calls);
	const rows = await ctx.db
		.select()
		.from(fulfilment)
		.where(and(where, ne(fulfilment.state, 'cancelled'), calls.length === 0 ? eq(fulfilment.callId, '') : undefined))
		.orderBy(asc(fulfilment.callId), asc(fulfilment.applicationId), asc(fulfilment.beganAt), asc(fulfilment.id));
	const people = await readPeople(
		ctx,
		rows.flatMap(({ ownerPersonId }) => ownerPersonId ?? []),
	);
	const notes = new Map(rows.map(({ id, note }) => [id, note]));
	const reports = new Map<string, PromiseReport>();
	for (const line of await linesOf(ctx, rows, people)) {
		const { application, number, title } = line;
		const report = reports.get(application) ?? { application, number, title, lines: [], done: 0 };
		report.lines.push({ ...line, note: notes.get(line.id) ?? null });
		if (line.state === 'done') report.done += 1;
		reports.set(application, report);
	}
	return [...reports.values()].sort((a, b) => a.title.localeCompare(b.title, 'en') || a.number.localeCompare(b.number));
}

/** The same as a table for a spreadsheet, one line for each promise. Pure. */
export function reportCsv(reports: readonly PromiseReport[], locale: Locale): string {
	const t = messages[locale];
	const day = (at: number | null, zone: string) => (at === null ? '' : dayOf(at, zone));
	const c = t.columns;
	return toCsv(
		[
			c.number,
			c.applicant,
			c.call,
			c.kind,
			c.what,
			c.state,
			c.due,
			c.owner,
			c.done,
			c.amount,
			c.paid,
			c.currency,
			c.reference,
			c.proof,
		],
		reports.flatMap(({ number, title, lines }) =>
			lines.map((line) => [
				number,
				title,
				inLocale(line.call.title, locale).text,
				t.kind[line.kind],
				inLocale(line.label, locale).text,
				line.overdue ? t.state.overdue : t.state[line.state],
				// A day ends with its last millisecond.
				day(line.dueAt === null ? null : line.dueAt - 1, line.zone),
				line.owner ? displayName(line.owner.names, locale) : '',
				day(line.doneAt, line.zone),
				line.amount,
				line.paid,
				line.currency,
				line.reference,
				line.note,
			]),
		),
	);
}
