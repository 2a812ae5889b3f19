import { dayOf } from '#core/clock/index.ts';
import type { Actor } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import type { ClosingReport } from '../closing-report.ts';
import { type ClosingMatter, inOrderOfMatters, matter } from '../closing.ts';
import { draftRows } from './draft-rows.ts';
import { datesOf, type EditionView, sessionsOf, sitesOf, tracksOf } from './queries.ts';

/** What other modules know of an edition that is to be closed; whoever closes one hands over this door. */
export interface ClosingDoor {
	/** What is unfinished among calls, applications, letters and mail. */
	matters(ctx: Context, actor: Actor, edition: EditionView): Promise<ClosingMatter[]>;
	/** What the calls and letters came to. */
	report(ctx: Context, editionId: string): Promise<Pick<ClosingReport, 'calls' | 'letters'>>;
}

/** Everything that is unfinished, what blocks first. Two queries, and those of the door. */
export async function closingMatters(
	ctx: Context,
	actor: Actor,
	edition: EditionView,
	door: ClosingDoor,
): Promise<ClosingMatter[]> {
	const now = ctx.clock.edition.now();
	const found = await door.matters(ctx, actor, edition);
	if (edition.ends >= dayOf(now, edition.zone)) found.push(matter('not-over', 1));
	const ahead = (await datesOf(ctx, edition.id)).filter(({ at, endsAt }) => (endsAt ?? at) > now);
	if (ahead.length > 0) {
		found.push(matter('dates-ahead', ahead.length, { names: ahead.map(({ label }) => label) }));
	}
	const drafts = await draftRows(ctx, edition.id);
	const planned = drafts.filter(({ publishAt }) => publishAt !== null);
	const idle = drafts.filter(({ publishAt }) => publishAt === null);
	if (planned.length > 0) {
		found.push(matter('publication-planned', planned.length, { names: planned.map(({ key }) => key) }));
	}
	if (idle.length > 0) found.push(matter('drafts', idle.length, { names: idle.map(({ key }) => key) }));
	return inOrderOfMatters(found);
}

/** The report as the records stand now. */
export async function closingReport(
	ctx: Context,
	edition: Pick<EditionView, 'id'>,
	door: ClosingDoor,
	smallest: number,
): Promise<ClosingReport> {
	const { calls, letters } = await door.report(ctx, edition.id);
	const [tracks, sessions, sites] = [
		await tracksOf(ctx, edition.id),
		await sessionsOf(ctx, edition.id),
		await sitesOf(ctx, edition.id),
	];
	return {
		smallest,
		calls,
		letters,
		programme: {
			tracks: tracks.filter(({ outside }) => !outside).length,
			sessions: sessions.length,
			sites: sites.length,
		},
	};
}
