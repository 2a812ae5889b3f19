import { type SQL, sql } from 'drizzle-orm';
import { application } from '../tables.ts';

/** How the messages about an application stand: the desk owes a word, has said it, or needs none. */
export const threadStates = ['open', 'answered', 'closed'] as const;
export type ThreadState = (typeof threadStates)[number];

/**
 * The state of the messages about the application of the query that this stands in; null where there are none. An
 * applicant who writes again opens what was closed.
 */
export const threadState: SQL<ThreadState | null> = sql`(select case
		when m.side = 'desk' then 'answered'
		when m.position <= t.closed_up_to then 'closed'
		else 'open' end
	from application_message m left join application_thread t on t.application_id = m.application_id
	where m.application_id = ${application.id} order by m.position desc limit 1)`;
