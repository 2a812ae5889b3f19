import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

export interface Metrics {
	request(kind: 'cached' | 'page' | 'file' | 'other', status: number, seconds: number): void;
	/** A figure that is asked for when the metrics are read. */
	gauge(name: string, help: string, read: () => number | Promise<number>): void;
	/** Prometheus text. */
	text(): Promise<string>;
	contentType: string;
}

/** Counts of this process, for `/metrics`. */
export function createMetrics(): Metrics {
	const registry = new Registry();
	collectDefaultMetrics({ register: registry });
	const requests = new Counter({
		name: 'orrery_http_requests_total',
		help: 'Answered requests by kind and class of status',
		labelNames: ['kind', 'status'],
		registers: [registry],
	});
	const duration = new Histogram({
		name: 'orrery_http_request_seconds',
		help: 'Time to answer',
		labelNames: ['kind'],
		buckets: [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10],
		registers: [registry],
	});
	// Looking a counter up by its labels costs more than answering a finished page.
	const counters = new Map<string, { inc(): void }>();
	const durations = new Map<string, { observe(seconds: number): void }>();
	return {
		request(kind, status, seconds) {
			const key = `${kind}${Math.floor(status / 100)}`;
			let counter = counters.get(key);
			if (!counter) {
				counter = requests.labels(kind, `${Math.floor(status / 100)}xx`);
				counters.set(key, counter);
			}
			let lasted = durations.get(kind);
			if (!lasted) {
				lasted = duration.labels(kind);
				durations.set(kind, lasted);
			}
			counter.inc();
			lasted.observe(seconds);
		},
		gauge(name, help, read) {
			new Gauge({
				name,
				help,
				registers: [registry],
				async collect() {
					this.set(await read());
				},
			});
		},
		text: () => registry.metrics(),
		contentType: registry.contentType,
	};
}
