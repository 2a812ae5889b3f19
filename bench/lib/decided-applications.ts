import { callsDoor } from '../../src/app/calls-door.ts';
import { system } from '../../src/core/access/index.ts';
import type { Context } from '../../src/core/context/index.ts';
import { newId } from '../../src/core/ids/index.ts';
import { inProject } from '../../src/core/paths/index.ts';
import { factsOf } from '../../src/modules/calls/facts.ts';
import { project } from '../../src/modules/calls/projection.ts';
import { callForReview, callForVisitor } from '../../src/modules/calls/server/index.ts';
import { importBundle } from '../../src/modules/editions/server/index.ts';
import { abstractOf } from './applicants.ts';

/** The call for abstracts of the edition that comes with us, in an installation that has none yet. */
export async function makeAbstractsCall(
	ctx: Context,
): Promise<{ edition: string; call: string; organisation: string }> {
	const { editionId } = await importBundle(ctx, system('bench'), inProject('editions/ipspace-2021'), {
		calls: callsDoor,
	});
	if (editionId === undefined) throw new Error('the edition was not imported');
	const found = await callForVisitor(ctx, { editionId, call: 'abstracts' });
	if (!found) throw new Error('the edition has no call for abstracts');
	return { edition: editionId, call: found.id, organisation: found.organisationId };
}

/** So many abstracts of that call, each of another author with an address of his own, handed in and not decided, written past the use cases. */
export async function makeSubmitted(ctx: Context, call: string, count: number, from = 0): Promise<void> {
	const { rows } = await abstracts(ctx, call, count, from);
	await write(ctx, call, rows, '');
}

/**
 * The same, all decided and none announced.
 * @param from the number of the first, so that a second lot has other authors
 * @returns the determinations
 */
export async function makeDecided(ctx: Context, call: string, count: number, from = 0): Promise<string[]> {
	const { rows, last } = await abstracts(ctx, call, count, from);
	const outcomes = last.outcomes.filter(({ needs, effect }) => needs.length === 0 && effect !== 'advance');
	if (outcomes.length === 0) throw new Error('the last stage has no outcome that needs nothing');
	const decided = rows.map((row, i) => {
		const outcome = outcomes[i % outcomes.length] as (typeof outcomes)[number];
		return {
			...row,
			state: 'decided',
			determination: newId(),
			outcome: outcome.id,
			effect: outcome.effect,
			format: outcome.format ?? null,
		};
	});
	await write(
		ctx,
		call,
		decided,
		`insert into determination (id, application_id, stage_id, version, outcome, effect, format, person_id, at)
		select determination, id, stage, 1, outcome, effect, format, 'bench', at from rows`,
	);
	return decided.map(({ determination }) => determination);
}

async function abstracts(ctx: Context, call: string, count: number, from: number) {
	const { stages, editionId } = await callForReview(ctx, call);
	const last = stages.at(-1)?.stage;
	const found = editionId === null ? undefined : await callForVisitor(ctx, { editionId, call: 'abstracts' });
	if (!found || !last) throw new Error('no such call');
	const at = new Date(ctx.clock.edition.now()).toISOString();
	const rows = Array.from({ length: count }, (_, i) => {
		const answers = abstractOf(from + i);
		const { searchText, ...projection } = project(found.form, answers);
		return {
			id: newId(),
			person: `bench-author-${from + i}`,
			state: 'submitted',
			stage: last.id,
			form_version: found.form.version,
			answers,
			facts: factsOf(found.form, answers),
			search_text: searchText,
			at,
			...projection,
		};
	});
	return { rows, last };
}

/** @param then what is inserted beside, from `rows` */
async function write(ctx: Context, call: string, rows: readonly object[], then: string): Promise<void> {
	await ctx.database.pool.query(
		`with rows as (
			select * from jsonb_to_recordset($1::jsonb) as r(id text, determination text, person text, outcome text, effect text,
				state text, stage text, form_version int, at timestamptz, format text, answers jsonb, facts jsonb, search_text text,
				title text, track text, mode text, student boolean, language text, people text)
		), applied as (
			insert into application (id, number, call_id, person_id, state, stage_id, determination_id, version, title, track, mode,
				student, language, people, search_text, facts, submitted_at, changed_at)
			select id, nextval('application_number'), $2, person, state, stage, determination, 1, title, track, mode,
				student, language, people, search_text, facts, at, at from rows returning id
		), versions as (
			insert into application_version (application_id, version, form_version, answers, event, draft_id, person_id, locale, at)
			select id, 1, form_version, answers, 'submit', id, person, 'en', at from rows returning application_id
		)
		${then || 'select count(*) from versions'}`,
		[JSON.stringify(rows), call],
	);
}
