import { and, desc, eq } from 'drizzle-orm';
import { type Actor, closedTo } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Bilingual, Locale } from '#core/i18n/index.ts';
import { displayName } from '#modules/people/name.ts';
import { readPeople } from '#modules/people/server/index.ts';
import type { RunOptions, RunState, RunSummary } from '../../assigning.ts';
import { assigningLock, assigningRun } from '../assigning-tables.ts';
import { panelOf } from '../panel.ts';
import { submissionsToMatch } from '../reviewers/matching.ts';
import type { ScoredStage } from '../stage-at.ts';
import { openStage, type StageAddress } from './open-run.ts';

export interface RunRow {
	number: number;
	state: RunState;
	options: RunOptions;
	summary: RunSummary | null;
	progress: number;
	changed: boolean;
	at: number;
	by: string;
	appliedAt: number | null;
}

/** A lock or a ban in words. */
export interface LockRow {
	application: string;
	number: string;
	title: string;
	person: string;
	name: string;
	kind: 'lock' | 'forbid';
}

export interface RunList {
	call: { id: string; slug: string; title: Partial<Bilingual>; zone: string };
	stage: ScoredStage;
	/** Newest first. */
	runs: RunRow[];
	locks: LockRow[];
	/** How many are to be assigned, and to how many: for what the form offers first. */
	applications: number;
	people: number;
	/** Applications in which the reader has a stake: they are neither shown nor applied for him. */
	closed: number;
}

/** All proposals for a stage, and what they have to keep to. A constant number of queries. @throws Refusal `not-found`, `forbidden` */
export async function runList(ctx: Context, actor: Actor, input: StageAddress & { locale: Locale }): Promise<RunList> {
	const at = await openStage(ctx, actor, input);
	const { call, stage } = at;
	const here = await submissionsToMatch(ctx, call, stage.id, input.locale);
	const closed = new Set(closedTo(actor));
	const runs = await ctx.db
		.select()
		.from(assigningRun)
		.where(and(eq(assigningRun.callId, call.callId), eq(assigningRun.stageId, stage.id)))
		.orderBy(desc(assigningRun.number));
	const locks = await ctx.db
		.select()
		.from(assigningLock)
		.where(and(eq(assigningLock.callId, call.callId), eq(assigningLock.stageId, stage.id)));
	const people = await panelOf(ctx, call, stage.id);
	const records = await readPeople(ctx, [
		...new Set([...locks.map(({ personId }) => personId), ...runs.flatMap(({ byPersonId }) => byPersonId ?? [])]),
	]);
	const nameOf = (id: string | null) => {
		const record = id === null ? undefined : records.get(id);
		return record ? displayName(record.names, input.locale) : '';
	};
	const titles = new Map(here.map((one) => [one.id, one]));
	return {
		call: { id: call.callId, slug: call.slug, title: call.title, zone: call.zone },
		stage,
		runs: runs.map(({ number, state, options, summary, progress, changed, at: began, byPersonId, appliedAt }) => ({
			number,
			state,
			options,
			summary: summary && openSummary(summary, closed),
			progress,
			changed,
			at: began,
			by: nameOf(byPersonId),
			appliedAt,
		})),
		locks: locks
			.filter(({ applicationId }) => titles.has(applicationId) && !closed.has(applicationId))
			.map(({ applicationId, personId, kind }) => ({
				application: applicationId,
				number: titles.get(applicationId)?.number ?? '',
				title: titles.get(applicationId)?.title ?? '',
				person: personId,
				name: nameOf(personId),
				kind,
			}))
			.sort((a, b) => a.number.localeCompare(b.number, 'en', { numeric: true }) || a.name.localeCompare(b.name)),
		applications: here.length,
		people: people.length,
		closed: here.filter(({ id }) => closed.has(id)).length,
	};
}

/** A summary without the applications that are closed to its reader. Pure. */
export function openSummary(summary: RunSummary, closed: ReadonlySet<string>): RunSummary {
	const open = (list: readonly string[]) => list.filter((id) => !closed.has(id));
	return {
		...summary,
		withoutExpert: open(summary.withoutExpert),
		blocking: summary.blocking.map((one) => ({ ...one, applications: open(one.applications) })),
	};
}
