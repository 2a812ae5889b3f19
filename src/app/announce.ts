import { formatInstant } from '#core/clock/index.ts';
import type { Running } from './running.ts';

/** What `npm start` prints when it answers: the address, the edition's time, and how to get in. */
export async function announce(app: Running, _fresh: boolean): Promise<void> {
	const { ctx, origin } = app;
	const lines = ['', `Orrery answers on ${origin}`];
	if (ctx.clock.rehearsal) {
		lines.push(`Rehearsal: edition time is ${formatInstant(ctx.clock.edition.now(), 'Asia/Shanghai', 'en')}; nobody is mailed.`);
	}
	console.log(`${lines.join('\n')}\n`);
}
