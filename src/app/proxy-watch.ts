import type { IncomingMessage } from 'node:http';
import type { Context } from '#core/context/index.ts';
import { isLoopback } from '#core/http/index.ts';

/**
 * Notices a TRUST_PROXY that is not what stands in front of us, once for each kind: behind a proxy that is not trusted
 * all readers share one address (and one limit); with trust in a proxy that is not there anyone can claim any.
 */
export function createProxyWatch(ctx: Pick<Context, 'config' | 'log'>): (request: IncomingMessage) => void {
	const said = new Set<string>();
	const say = (event: string, advice: string) => {
		if (said.has(event)) return;
		said.add(event);
		ctx.log.warn(event, { advice });
	};
	return (request) => {
		const forwarded = request.headers['x-forwarded-for'] !== undefined;
		if (forwarded && ctx.config.trustProxy === 0) {
			say(
				'proxy-untrusted',
				'Requests come with X-Forwarded-For, but TRUST_PROXY is 0, so all readers seem to have one address. Set TRUST_PROXY to the number of proxies in front (1 behind nginx or Caddy).',
			);
		}
		if (!forwarded && ctx.config.trustProxy > 0 && !isLoopback(request.socket.remoteAddress ?? '')) {
			say(
				'proxy-passed-by',
				'TRUST_PROXY is set, but a request came without a proxy: whoever reaches this port can claim any address. Set HOST=127.0.0.1.',
			);
		}
	};
}
