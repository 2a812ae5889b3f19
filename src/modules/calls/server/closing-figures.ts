import { and, eq, inArray, isNotNull, sql } from 'drizzle-orm';
import type { Context } from '#core/context/index.ts';
import type { Bilingual } from '#core/i18n/index.ts';
import { fieldByRole } from '../fields.ts';
import { trackOptionsOf } from './desk-access.ts';
import { callsIn } from './stored-call.ts';
import { application, determination } from './tables.ts';

/** What a call came to: exact counts, for whoever decides which of them may be told. */
export interface ClosingFigures {
	slug: string;
	title: Bilingual;
	submitted: number;
	withdrawn: number;
	byOutcome: { id: string; label: Bilingual; count: number }[];
	byTrack: { id: string; label: Bilingual; count: number }[];
	/** By ISO 3166-1 code, of who presents (or is named first); withdrawn applications are left out. */
	byCountry: Map<string, number>;
}

/** What the calls of an edition came to. Five queries, however many applications there are. */
export async function closingFigures(ctx: Context, editionId: string): Promise<ClosingFigures[]> {
	const calls = await callsIn(ctx, editionId);
	if (calls.length === 0) return [];
	const ids = calls.map(({ callId }) => callId);
	const rows = await ctx.db
		.select({
			callId: application.callId,
			withdrawn: sql<boolean>`${application.state} = 'withdrawn'`,
			track: application.track,
			n: sql<number>`count(*)::int`,
		})
		.from(application)
		.where(inArray(application.callId, ids))
		.groupBy(application.callId, sql`2`, application.track);
	const outcomes = await ctx.db
		.select({ callId: application.callId, outcome: determination.outcome, n: sql<number>`count(*)::int` })
		.from(application)
		.innerJoin(determination, eq(determination.id, application.determinationId))
		.where(
			and(
				inArray(application.callId, ids),
				sql`${application.state} <> 'withdrawn'`,
				isNotNull(determination.announcedAt),
			),
		)
		.groupBy(application.callId, determination.outcome);
	const countries = await countriesOf(
		ctx,
		calls.flatMap(({ callId, call }) => {
			const field = fieldByRole(call.form, 'contributors');
			return field?.kind === 'person-list' ? [{ call: callId, field: field.id }] : [];
		}),
	);
	return calls.map((stored) => {
		const own = rows.filter(({ callId }) => callId === stored.callId);
		const sum = (list: { n: number }[]) => list.reduce((total, { n }) => total + n, 0);
		const kept = own.filter(({ withdrawn }) => !withdrawn);
		return {
			slug: stored.call.slug,
			title: stored.call.title,
			submitted: sum(own),
			withdrawn: sum(own.filter(({ withdrawn }) => withdrawn)),
			byOutcome: stored.stages.flatMap(({ stage }) =>
				stage.outcomes.map(({ id, label }) => ({
					id,
					label,
					count: sum(outcomes.filter((row) => row.callId === stored.callId && row.outcome === id)),
				})),
			),
			byTrack: trackOptionsOf(stored).map(({ id, label }) => ({
				id,
				label,
				count: sum(kept.filter(({ track }) => track === id)),
			})),
			byCountry: new Map(countries.filter(({ call }) => call === stored.callId).map(({ country, n }) => [country, n])),
		};
	});
}

/** How many applications come from which country, by the person who presents or else the first. One query. */
async function countriesOf(
	ctx: Context,
	fields: readonly { call: string; field: string }[],
): Promise<{ call: string; country: string; n: number }[]> {
	if (fields.length === 0) return [];
	const { rows } = await ctx.db.execute(sql`select call, country, count(*)::int as n from (
			select f.call, (
				select p.one->>'country' from jsonb_array_elements(v.answers->f.field) with ordinality as p(one, place)
				order by coalesce((p.one->>'presenter')::boolean, false) desc, p.place limit 1
			) as country
			from jsonb_to_recordset(${JSON.stringify(fields)}::jsonb) as f(call text, field text)
			join application a on a.call_id = f.call and a.state <> 'withdrawn'
			join application_version v on v.application_id = a.id and v.version = a.version
			where jsonb_typeof(v.answers->f.field) = 'array'
		) presenting where country ~ '^[A-Z]{2}$' group by call, country`);
	return rows as { call: string; country: string; n: number }[];
}
