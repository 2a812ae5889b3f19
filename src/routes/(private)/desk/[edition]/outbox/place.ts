import type { MailPlace } from '#core/mail/index.ts';
import { openDesk } from '../../open-desk.ts';

/** The desk of an address, and its outbox: whether he may read or hold it is asked there. @throws Refusal `not-found`, `forbidden` */
export async function outboxOf(event: Parameters<typeof openDesk>[0]) {
	const { desk, whole } = await openDesk(event);
	const place: MailPlace = { scope: desk.id, subject: whole };
	return { desk, place };
}
