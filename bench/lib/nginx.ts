import { spawn } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * One nginx worker that serves the HTML files of a folder, and their `.gz` beside them to who takes gzip: `/page` is
 * `page.html`.
 * @returns a function that ends it
 * @throws Error when it does not start
 */
export async function startNginx(folder: string, port: number): Promise<() => Promise<void>> {
	chmodSync(folder, 0o755);
	const configuration = `
		daemon off; worker_processes 1; pid ${folder}/nginx.pid; error_log ${folder}/error.log;
		events { worker_connections 1024; }
		http {
			access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000; default_type "text/html; charset=utf-8";
			client_body_temp_path ${folder}/t1; proxy_temp_path ${folder}/t2; fastcgi_temp_path ${folder}/t3;
			uwsgi_temp_path ${folder}/t4; scgi_temp_path ${folder}/t5;
			open_file_cache max=1000 inactive=60s; open_file_cache_valid 60s; etag on;
			server { listen 127.0.0.1:${port}; root ${folder}; gzip_static on; gzip_vary on;
				location = / { return 204; }
				location / { try_files $uri.html =404; add_header cache-control "public, max-age=60"; } }
		}`;
	writeFileSync(join(folder, 'nginx.conf'), configuration);
	const child = spawn('nginx', ['-c', join(folder, 'nginx.conf'), '-e', join(folder, 'error.log')], {
		stdio: 'inherit',
	});
	let failed: Error | undefined;
	child.on('error', (error) => {
		failed = error;
	});
	for (let waited = 0; ; waited += 20) {
		if (failed || child.exitCode !== null) throw new Error(`nginx did not start: ${failed?.message ?? child.exitCode}`);
		if ((await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined))?.ok) break;
		if (waited > 5000) throw new Error('nginx does not answer');
		await sleep(20);
	}
	return () =>
		new Promise((resolve) => {
			child.once('exit', () => resolve());
			child.kill('SIGTERM');
		});
}
