import { eq, inArray } from 'drizzle-orm';
import { type Actor, demand, relationsTo, type Subject } from '#core/access/index.ts';
import { type Clock, instantOf } from '#core/clock/index.ts';
import type { Context } from '#core/context/index.ts';
import { notFound, type Problem } from '#core/refusal/index.ts';
import { windowInstants } from '#modules/calls/window.ts';
import type { PersonNames } from '#modules/people/name.ts';
import { readPeople } from '#modules/people/server/index.ts';
import { checkBundle } from '../bundle/check.ts';
import type { Finding } from '../bundle/findings.ts';
import { type Bundle, bundleSchema } from '../bundle/index.ts';
import type { Moment } from '../clone/moments.ts';
import { nextBundle } from '../clone/next-bundle.ts';
import { cloneParts, withNeeded } from '../clone/parts.ts';
import { mentionsOf } from '../clone/rename.ts';
import type { EditionRequest, RelationProposal } from '../clone/request.ts';
import { recordsOf } from '../records.ts';
import { blankBundle } from './blank-bundle.ts';
import { bundleFromDatabase } from './bundle-from-database.ts';
import type { CallsDoor } from './import-bundle.ts';
import { editionById } from './queries.ts';
import { subjectOfEdition } from './subject.ts';
import { edition, pastEdition } from './tables.ts';
import { findingsOf } from './zod-findings.ts';

/** What would be made, before anything is. */
export interface EditionPlan {
	bundle: Bundle;
	/** The edition it is made from. */
	from: { id: string; slug: string; short: string } | null;
	/** The parts that come along, with those that they need. */
	parts: EditionRequest['parts'];
	moments: Moment[];
	/** Ids of sessions that lose their day. */
	undated: string[];
	/** Keys of records whose texts still name the past year. */
	mentions: string[];
	/** Whom the new edition may be shared with at once; nobody is given anything who is not chosen. */
	people: (RelationProposal & { names: PersonNames })[];
	/** Whether whoever makes it becomes its organiser, because he would have no part in it otherwise. */
	becomesOrganiser: boolean;
	/** What is wrong: `slug`, `name.en`, `calls.0.window.opens` … */
	problems: Problem[];
}

/**
 * What a new edition would be: nothing is written. What is wrong stands in `problems`, at the field it is about.
 * @throws Refusal `not-found`, `forbidden`, `signed-out`
 */
export async function planEdition(
	ctx: Context,
	actor: Actor,
	request: EditionRequest,
	calls: Pick<CallsDoor, 'read'>,
): Promise<EditionPlan> {
	const { origin, identity } = request;
	if (origin.kind === 'blank') {
		const { bundle, subject, problems } = await blankBundle(ctx, origin, identity);
		demand(ctx, actor, 'edition.create', subject);
		return {
			bundle,
			from: null,
			parts: [],
			moments: [],
			undated: [],
			mentions: [],
			people: [],
			becomesOrganiser: false,
			problems: [...problems, ...(await problemsOf(ctx, bundle, {}))],
		};
	}
	const found = await bundleFromDatabase(ctx, origin.slug, calls);
	const source = found && (await editionById(ctx, found.editionId));
	if (!found || !source) throw notFound();
	const subject = subjectOfEdition(source);
	demand(ctx, actor, 'edition.create', subject);
	const past = found.bundle;
	const parts = withNeeded(cloneParts.filter((part) => request.parts.includes(part)));
	const shiftable = daysAreSound(identity);
	// Without sound days nothing can be moved; they are the first thing to be mended.
	const days = shiftable ? identity : { ...identity, starts: past.edition.starts, ends: past.edition.ends };
	const { bundle, moments, undated } = nextBundle(past, { ...request, identity: days, parts });
	const whole = { ...bundle, edition: { ...bundle.edition, ...identity } };
	const tracks = parts.includes('tracks') ? past.tracks.tracks.map(({ code }) => code) : [];
	const becomesOrganiser = actor.kind === 'person' && !covers(actor, subject, parts.includes('partners'));
	const people = await proposals(ctx, source.id, tracks);
	return {
		bundle: whole,
		from: { id: source.id, slug: source.slug, short: source.short },
		parts,
		moments: shiftable ? moments : [],
		undated: shiftable ? undated : [],
		mentions: mentionsOf(recordsOf(bundle), past.edition.year),
		// What he becomes anyway is no proposal.
		people: people.filter(
			({ personId, relation }) =>
				!(becomesOrganiser && relation === 'organiser' && actor.kind === 'person' && actor.personId === personId),
		),
		becomesOrganiser,
		problems: await problemsOf(ctx, whole, { now: ctx.clock.edition.now(), judged: shiftable }),
	};
}

function daysAreSound({ starts, ends, zone }: { starts: string; ends: string; zone: string }): boolean {
	try {
		return instantOf(starts, zone) <= instantOf(ends, zone);
	} catch {
		return false;
	}
}

/** Whether somebody has a part in the new edition by what he is to its organisation or to the installation. */
function covers(actor: Actor & { kind: 'person' }, subject: Subject, sameHost: boolean): boolean {
	return actor.relations.some(
		(held) =>
			(held.relation === 'operator' && held.on === 'installation') ||
			(sameHost &&
				held.relation === 'organiser' &&
				held.on === 'organisation' &&
				held.id === subject.within.organisation),
	);
}

/** Who works on the past edition as a whole or leads one of its tracks. Two queries. */
async function proposals(ctx: Context, editionId: string, tracks: readonly string[]): Promise<EditionPlan['people']> {
	const held = await relationsTo(ctx, [
		{ type: 'edition', id: editionId },
		...tracks.map((code) => ({ type: 'track' as const, id: `${editionId}:${code}` })),
	]);
	const people = await readPeople(ctx, [...new Set(held.map(({ personId }) => personId))]);
	return held.flatMap(({ relation, on, id, personId }) => {
		const known = people.get(personId);
		if (!known || (relation !== 'organiser' && relation !== 'secretary' && relation !== 'chair')) return [];
		const track = on === 'track' ? id.slice(editionId.length + 1) : null;
		const proposal = [relation, ...(track === null ? [] : [track]), personId].join(':');
		return [{ id: proposal, relation, track, personId, names: known.names }];
	});
}

/** What is wrong with an edition that is to be made: its shape, what it points at, its slug, calls that would open at once. */
async function problemsOf(
	ctx: Context,
	bundle: Bundle,
	{ now, judged = true }: { now?: ReturnType<Clock['edition']['now']>; judged?: boolean },
): Promise<Problem[]> {
	const parsed = bundleSchema.safeParse(bundle);
	const found: Finding[] = parsed.success
		? checkBundle(parsed.data)
		: findingsOf('bundle', bundle, parsed.error.issues).map((finding) => ({
				...finding,
				part: String(finding.path[0]),
				path: finding.path.slice(1),
			}));
	const problems: Problem[] = found
		.filter(({ severity, part }) => severity === 'error' && (judged || part === 'edition'))
		.map(({ part, path, code, params }) => ({
			path: part === 'edition' ? path.join('.') : [part, ...path].join('.'),
			code,
			...(params ? { params } : {}),
		}));
	const { slug } = bundle.edition;
	const [taken] = await ctx.db.select({ id: edition.id }).from(edition).where(eq(edition.slug, slug));
	const shown = await ctx.db
		.select({ year: pastEdition.year })
		.from(pastEdition)
		.where(inArray(pastEdition.code, [slug]));
	if (taken || shown.some(({ year }) => year !== bundle.edition.year))
		problems.push({ path: 'slug', code: 'slug-taken' });
	if (now !== undefined && judged && parsed.success) {
		parsed.data.calls.forEach((call, i) => {
			if (windowInstants(call.window).opensAt <= now) {
				problems.push({ path: `calls.${i}.window.opens`, code: 'opens-in-past' });
			}
		});
	}
	return problems;
}
