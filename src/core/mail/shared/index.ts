import type { Context } from '#core/context/index.ts';
import { type ComposedMail, composeMail, type MailRow } from '../compose.ts';
import { bodyOf } from './body.ts';
import { type Composer, composerOf } from './compose.ts';

export { keepBody, newMarks, type SharedBody, wholeText } from './body.ts';
export { forgetShared, queueShared, type SharedMail, type SharedMails } from './queue.ts';

/** Writes the message of a mail, with a body of its own or a shared one. @throws Error as `composeMail` */
export type Compositor = (row: MailRow, date: number) => Promise<ComposedMail>;

/** So many shared bodies are kept ready: those of one issue in both languages, for the usual choices of topics. */
const mostReady = 64;

/** Writes messages; shared bodies stay ready between them, those not used for longest go first. */
export function openCompositor(ctx: Pick<Context, 'db' | 'files'>): Compositor {
	const ready = new Map<string, Composer>();
	return async (row, date) => {
		if (row.bodyId === null) return composeMail(ctx, row, date);
		const known = ready.get(row.bodyId);
		const composer = known ?? composerOf(await bodyOf(ctx, row.bodyId));
		ready.delete(row.bodyId);
		ready.set(row.bodyId, composer);
		if (ready.size > mostReady) for (const oldest of [...ready.keys()].slice(0, 1)) ready.delete(oldest);
		return composer(row, date);
	};
}
