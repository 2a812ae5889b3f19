import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How the server behaves; `…-then-well` once badly, then well. */
export type Behaviour =
	| 'well'
	| 'schema-refused'
	| 'schema-ignored'
	| 'text-only'
	| 'fenced'
	| 'wrong-schema'
	| 'wrong-schema-then-well'
	| 'truncated'
	| 'cut-short'
	| 'declines'
	| 'html'
	| 'slow'
	| 'hangs'
	| 'closes'
	| 'closes-midway'
	| 'busy'
	| 'busy-long'
	| 'busy-then-well'
	| 'fault'
	| 'fault-then-well'
	| 'huge'
	| 'redirects'
	| 'key-refused';

/** A request as it came. */
export interface SeenRequest {
	path: string;
	headers: IncomingMessage['headers'];
	body: {
		model: string;
		messages: { role: string; content: string }[];
		max_tokens?: number;
		tools?: unknown;
		response_format?: { type: string; json_schema?: { name: string; schema: { properties?: object } } };
	};
}

export interface ModelServer {
	/** The base address, as ORRERY_LLM_URL takes it. */
	url: string;
	seen: SeenRequest[];
	behave(behaviour: Behaviour): void;
	/** What a good answer holds, made from the request. */
	answerWith(answer: (request: SeenRequest) => unknown): void;
	/** What happens elsewhere before the next answer comes, once. */
	meanwhile(work: () => Promise<void>): void;
	close(): Promise<void>;
}

/** An OpenAI-compatible server of our own on a free port of this machine, which answers well, badly, slowly or not at all. */
export async function startModelServer(answer: (request: SeenRequest) => unknown = () => ({})): Promise<ModelServer> {
	const nothing = async () => {};
	const state = { behaviour: 'well' as Behaviour, answer, turn: 0, meanwhile: nothing };
	const seen: SeenRequest[] = [];
	const server = createServer(async (request, response) => {
		let text = '';
		for await (const part of request) text += part;
		const one = { path: request.url ?? '', headers: request.headers, body: JSON.parse(text || '{}') } as SeenRequest;
		seen.push(one);
		if (!isProbe(one)) {
			const work = state.meanwhile;
			state.meanwhile = nothing;
			await work();
		}
		serve(one, response);
	});
	const serve = (request: SeenRequest, response: ServerResponse) => {
		const { body } = request;
		const format = body.response_format?.type;
		let behaviour = state.behaviour;
		const probe = isProbe(request);
		if (behaviour.endsWith('-then-well') && !probe) {
			behaviour = state.turn === 0 ? (behaviour.replace('-then-well', '') as Behaviour) : 'well';
			state.turn += 1;
		}
		const good = () => JSON.stringify(probe ? probeAnswer(request) : state.answer(request));
		const complete = (content: string, extra: object = {}) =>
			send(response, 200, {
				model: body.model,
				choices: [{ finish_reason: 'stop', message: { role: 'assistant', content }, ...extra }],
				usage: { prompt_tokens: 100, completion_tokens: 50 },
			});
		// What would make the form of the answer fail is not of the probe, unless it is about the form.
		if (behaviour === 'schema-refused' && format === 'json_schema') return send(response, 400, { error: {} });
		if (behaviour === 'schema-ignored' && format === 'json_schema' && probe) return complete('Surely! {"answer": 42}');
		if (behaviour === 'text-only' && format !== undefined) return send(response, 400, { error: {} });
		if (behaviour === 'fenced')
			return complete(`<think>{"no": 1}</think>Here it is:\n\`\`\`json\n${good()}\n\`\`\`\nDone.`);
		if (behaviour === 'key-refused') return send(response, 401, { error: { message: request.headers.authorization } });
		if (behaviour === 'hangs') return;
		if (behaviour === 'closes') return void response.socket?.destroy();
		if (probe) return complete(good());
		if (behaviour === 'wrong-schema') return complete(JSON.stringify({ score: 'ten', link: 'https://evil.example' }));
		if (behaviour === 'truncated') return complete(good().slice(0, -20));
		if (behaviour === 'cut-short') return complete(good().slice(0, 20), { finish_reason: 'length' });
		if (behaviour === 'declines') {
			return complete('', { message: { role: 'assistant', content: null, refusal: 'I can not help with that.' } });
		}
		if (behaviour === 'html') {
			return void response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><h1>Welcome</h1>');
		}
		if (behaviour === 'slow') {
			// A word now and then keeps the connection, not the deadline.
			response.writeHead(200, { 'content-type': 'application/json' });
			const timer = setInterval(() => response.write(' '), 50);
			response.on('close', () => clearInterval(timer));
			return;
		}
		if (behaviour === 'closes-midway') {
			response.writeHead(200, { 'content-type': 'application/json', 'content-length': '5000' });
			response.write('{"choices": [');
			return void setTimeout(() => response.socket?.destroy(), 20);
		}
		if (behaviour === 'busy') return send(response, 429, {});
		if (behaviour === 'busy-long') return send(response, 429, {}, { 'retry-after': '3600' });
		if (behaviour === 'fault') return send(response, 500, { error: 'out of memory' });
		if (behaviour === 'huge') return complete('x'.repeat(3_000_000));
		if (behaviour === 'redirects') return void response.writeHead(307, { location: `${base()}/elsewhere` }).end();
		return complete(good());
	};
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
	const base = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
	return {
		url: base(),
		seen,
		behave(behaviour) {
			state.behaviour = behaviour;
			state.turn = 0;
			seen.length = 0;
		},
		answerWith(next) {
			state.answer = next;
		},
		meanwhile(work) {
			state.meanwhile = work;
		},
		async close() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

function send(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
	response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

function isProbe({ body }: SeenRequest): boolean {
	const format = body.response_format;
	if (format?.type === 'json_schema') return format.json_schema?.name === 'probe';
	return body.messages.some(({ content }) => content.startsWith('Answer with this JSON object'));
}

/** What only somebody says who was held to the schema; otherwise what the words ask for. */
function probeAnswer({ body }: SeenRequest): unknown {
	const properties = body.response_format?.json_schema?.schema.properties;
	if (properties) {
		return Object.fromEntries(
			Object.entries(properties).map(([name, rule]) => [name, (rule as { const?: unknown }).const]),
		);
	}
	const asked = body.messages.at(-1)?.content ?? '';
	return JSON.parse(asked.slice(asked.indexOf('{')));
}
