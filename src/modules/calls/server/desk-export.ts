import { and, asc, eq } from 'drizzle-orm';
import type { Actor } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Locale } from '#core/i18n/index.ts';
import type { Answers } from '../answers.ts';
import { toCsv } from '../csv.ts';
import type { Field } from '../form.ts';
import { readableAnswer } from '../readable.ts';
import { messages } from '../ui/messages.ts';
import { type Sight, sightOf } from './desk-access.ts';
import { type DeskFilters, type DeskRow, deskColumns, deskConditions, deskRow } from './desk-list.ts';
import { callsIn } from './stored-call.ts';
import { application, applicationVersion, call, determination } from './tables.ts';

/** One application in an export: the columns of the list, and the answers of its newest version by field. */
export interface ExportedApplication extends DeskRow {
	answers: Answers;
}

/**
 * All applications that fit the filters and that this person may see, by number, with their answers. Three queries.
 * @throws Refusal `not-found`, `forbidden`, `signed-out`
 */
export async function exportApplications(
	ctx: Context,
	actor: Actor,
	input: DeskFilters & { edition: string },
): Promise<ExportedApplication[]> {
	return (await exported(ctx, actor, input)).rows;
}

/** The same as a table for spreadsheets: fixed columns, then each field of the forms, in words of a language. */
export async function exportApplicationsCsv(
	ctx: Context,
	actor: Actor,
	input: DeskFilters & { edition: string; locale: Locale },
): Promise<string> {
	const { rows, sights } = await exported(ctx, actor, input);
	const { locale } = input;
	const t = messages[locale];
	const fields = new Map<string, Field>();
	for (const { stored } of sights) {
		for (const field of stored.call.form.fields) if (!fields.has(field.id)) fields.set(field.id, field);
	}
	const shown = [...fields.values()];
	const header = [...Object.values(t.column), ...shown.map((field) => field.label[locale])];
	const iso = (at: number) => new Date(at).toISOString();
	const table = rows.map((row) => {
		const form = sights.find(({ stored }) => stored.call.slug === row.callSlug)?.stored.call.form;
		return [
			row.number,
			row.callSlug,
			t.state[row.state],
			row.determination?.label[locale] ?? '',
			row.track ?? '',
			row.version,
			iso(row.submittedAt),
			iso(row.changedAt),
			...shown.map((field) => {
				const own = form?.fields.find((one) => one.id === field.id) ?? field;
				return own.kind === field.kind ? readableAnswer(own, row.answers[field.id], locale) : '';
			}),
		];
	});
	return toCsv(header, table);
}

async function exported(
	ctx: Context,
	actor: Actor,
	input: DeskFilters & { edition: string },
): Promise<{ rows: ExportedApplication[]; sights: Sight[] }> {
	const sights = sightOf(ctx, actor, 'application.list', input.edition, await callsIn(ctx, input.edition));
	const rows = await ctx.db
		.select({ ...deskColumns, answers: applicationVersion.answers })
		.from(application)
		.innerJoin(call, eq(call.id, application.callId))
		.innerJoin(
			applicationVersion,
			and(eq(applicationVersion.applicationId, application.id), eq(applicationVersion.version, application.version)),
		)
		.leftJoin(determination, eq(determination.id, application.determinationId))
		.where(deskConditions(sights, input))
		.orderBy(asc(application.number));
	return { sights, rows: rows.map(({ answers, ...row }) => ({ ...deskRow(row, sights), answers })) };
}
