import { and, desc, eq, sql } from 'drizzle-orm';
import type { Actor } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Bilingual } from '#core/i18n/index.ts';
import type { Locale } from '#core/i18n/index.ts';
import { displayName } from '#modules/people/name.ts';
import { readPeople } from '#modules/people/server/index.ts';
import { numberLabel } from '../../projection.ts';
import { sightOf } from '../desk-access.ts';
import { deskConditions } from '../desk-list.ts';
import { callsIn } from '../stored-call.ts';
import { application, applicationMessage, call } from '../tables.ts';
import { applicationThread } from '../thread-tables.ts';
import { type ThreadState, threadState } from './state.ts';

/** The messages about one application, in the list of the desk. */
export interface ThreadRow {
	application: string;
	number: string;
	title: string;
	people: string;
	callTitle: Partial<Bilingual>;
	state: ThreadState;
	/** The last message. */
	side: 'applicant' | 'desk';
	text: string;
	at: number;
	/** The last message's place among all: give it back as `seen` when closing. */
	position: number;
	count: number;
	holder: { person: string; name: string; me: boolean } | null;
}

export interface ThreadList {
	rows: ThreadRow[];
	counts: Record<ThreadState, number>;
	/** Of those that are open: how many nobody has. */
	unheld: number;
	page: number;
}

export const threadsPerPage = 30;
const shownText = 280;

/**
 * The messages about the applications that somebody of the desk may see, the newest first. Five queries, however many
 * there are. @throws Refusal `not-found`, `forbidden`, `signed-out`
 */
export async function threadList(
	ctx: Context,
	actor: Actor,
	input: { desk: string; state: ThreadState; mine?: boolean; page?: number; locale: Locale },
): Promise<ThreadList> {
	const sights = sightOf(ctx, actor, 'application.message', input.desk, await callsIn(ctx, input.desk));
	const visible = and(
		deskConditions(sights, {}),
		sql`exists (select 1 from application_message m where m.application_id = ${application.id})`,
	);
	const counted = await ctx.db
		.select({
			state: sql<ThreadState>`${threadState}`.as('thread_state'),
			n: sql<number>`count(*)::int`,
			unheld: sql<number>`(count(*) filter (where ${applicationThread.holderPersonId} is null))::int`,
		})
		.from(application)
		.leftJoin(applicationThread, eq(applicationThread.applicationId, application.id))
		.where(visible)
		.groupBy(sql`1`);
	const me = actor.kind === 'person' ? actor.personId : '';
	const page = Math.max(1, input.page ?? 1);
	const rows = await ctx.db
		.select({
			application: application.id,
			number: application.number,
			prefix: call.numberPrefix,
			title: application.title,
			people: application.people,
			callTitle: call.title,
			state: sql<ThreadState>`${threadState}`,
			side: applicationMessage.side,
			text: sql<string>`left(${applicationMessage.text}, ${shownText})`,
			at: applicationMessage.at,
			position: applicationMessage.position,
			count: sql<number>`(select count(*)::int from application_message m where m.application_id = ${application.id})`,
			holder: applicationThread.holderPersonId,
		})
		.from(application)
		.innerJoin(call, eq(call.id, application.callId))
		.innerJoin(
			applicationMessage,
			sql`${applicationMessage.position} = (select max(m.position) from application_message m where m.application_id = ${application.id})`,
		)
		.leftJoin(applicationThread, eq(applicationThread.applicationId, application.id))
		.where(
			and(
				visible,
				sql`${threadState} = ${input.state}`,
				input.mine ? eq(applicationThread.holderPersonId, me) : undefined,
			),
		)
		.orderBy(desc(applicationMessage.position))
		.limit(threadsPerPage)
		.offset((page - 1) * threadsPerPage);
	const people = await readPeople(
		ctx,
		rows.flatMap(({ holder }) => (holder === null ? [] : [holder])),
	);
	const counts: ThreadList['counts'] = { open: 0, answered: 0, closed: 0 };
	for (const { state, n } of counted) counts[state] = n;
	return {
		rows: rows.map(({ number, prefix, holder, ...row }) => ({
			...row,
			number: numberLabel(prefix, number),
			holder:
				holder === null
					? null
					: {
							person: holder,
							name: displayName(people.get(holder)?.names ?? {}, input.locale),
							me: holder === me,
						},
		})),
		counts,
		unheld: counted.find(({ state }) => state === 'open')?.unheld ?? 0,
		page,
	};
}
