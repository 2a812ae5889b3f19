import pg from 'pg';
import type { Log } from '#core/log/index.ts';

export interface Listener {
	listen(channel: string, handler: (payload: string) => void): Promise<void>;
	close(): Promise<void>;
}

/**
 * One connection of its own for LISTEN. When it is lost it is opened again (0.2 s to 5 s apart), and every handler is
 * called with an empty payload, since words may have been missed in between.
 */
export function createListener(connection: pg.ClientConfig, log: Log): Listener {
	const handlers = new Map<string, Set<(payload: string) => void>>();
	let client: pg.Client | undefined;
	let opening: Promise<pg.Client> | undefined;
	let closed = false;

	async function open(): Promise<pg.Client> {
		for (let wait = 200; ; wait = Math.min(wait * 2, 5000)) {
			const fresh = new pg.Client(connection);
			try {
				await fresh.connect();
				fresh.on('notification', (message) => {
					for (const handler of handlers.get(message.channel) ?? []) handler(message.payload ?? '');
				});
				fresh.on('error', () => lost(fresh));
				fresh.on('end', () => lost(fresh));
				for (const channel of handlers.keys()) await fresh.query(`listen ${pg.escapeIdentifier(channel)}`);
				if (closed) throw new Error('the listener was closed meanwhile');
				client = fresh;
				return fresh;
			} catch (error) {
				fresh.removeAllListeners();
				fresh.on('error', () => undefined);
				void fresh.end().catch(() => undefined);
				if (closed) throw error;
				await new Promise((resolve) => setTimeout(resolve, wait));
			}
		}
	}

	function lost(of: pg.Client): void {
		if (closed || client !== of) return;
		client = undefined;
		log.warn('listen-connection-lost');
		opening = open();
		opening
			.then(() => {
				for (const set of handlers.values()) for (const handler of set) handler('');
			})
			.catch(() => undefined);
	}

	return {
		async listen(channel, handler) {
			opening ??= open();
			const connected = await opening;
			const known = handlers.get(channel);
			if (known) known.add(handler);
			else {
				handlers.set(channel, new Set([handler]));
				await connected.query(`listen ${pg.escapeIdentifier(channel)}`);
			}
		},
		async close() {
			closed = true;
			await client?.end().catch(() => undefined);
		},
	};
}
