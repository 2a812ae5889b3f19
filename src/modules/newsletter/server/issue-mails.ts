import type { Actor } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { type OutboxList, type OutboxPage, outboxPage } from '#core/mail/index.ts';
import type { IssueDate } from '../times.ts';
import { issueForDesk, type IssueState } from './overview.ts';
import { issueOutbox } from './stop.ts';

/** The lists on which somebody must decide; only there are addresses shown. */
const decidedLists: readonly OutboxList[] = ['uncertain', 'failed'];

/**
 * An issue, and of its outbox the mails that call for a decision. Of those that wait or have left it is told how many they
 * are: whoever looks after the newsletter has no list of its readers to leaf through. At most six queries.
 * @throws Refusal `not-found`, `forbidden`, `signed-out`
 */
export async function issueMails(
	ctx: Context,
	actor: Actor,
	date: IssueDate,
	wanted: { list: OutboxList; page?: number },
): Promise<{ issue: IssueState; decide: Pick<OutboxPage, 'items' | 'total' | 'page' | 'size'> | null }> {
	const issue = await issueForDesk(ctx, actor, date);
	if (!decidedLists.includes(wanted.list)) return { issue, decide: null };
	const { items, total, page, size } = await outboxPage(ctx, actor, issueOutbox(actor, date), wanted);
	return { issue, decide: { items, total, page, size } };
}
