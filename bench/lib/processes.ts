import { readFileSync, readdirSync } from 'node:fs';

/** What /proc says of a process; undefined when it is gone. */
function stat(pid: number): { parent: number; ticks: number; state: string } | undefined {
	try {
		const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
		const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
		return { state: fields[0] ?? '', parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) };
	} catch {
		return undefined;
	}
}

/** A process and all that descend from it. */
export function treeOf(root: number): number[] {
	const children = new Map<number, number[]>();
	for (const entry of readdirSync('/proc')) {
		const pid = Number(entry);
		const found = Number.isInteger(pid) ? stat(pid) : undefined;
		if (!found || found.state === 'Z') continue;
		children.set(found.parent, [...(children.get(found.parent) ?? []), pid]);
	}
	const tree = [root];
	for (let index = 0; index < tree.length; index += 1) tree.push(...(children.get(tree[index] ?? 0) ?? []));
	return tree;
}

/** The arguments of a process, by spaces; empty when it is gone. */
export function commandOf(pid: number): string {
	try {
		return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
	} catch {
		return '';
	}
}

/** Proportional set size of a process in bytes: its own memory and its share of what it shares. */
function pssOf(pid: number): number {
	try {
		const found = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'));
		return Number(found?.[1] ?? 0) * 1024;
	} catch {
		return 0;
	}
}

/** Memory of a tree, by what its processes are. */
export function memoryOf(root: number): { total: number; parts: { what: string; bytes: number }[] } {
	const parts = treeOf(root).map((pid) => ({ what: commandOf(pid).slice(0, 80), bytes: pssOf(pid) }));
	return { total: parts.reduce((sum, part) => sum + part.bytes, 0), parts };
}

/** Processor time that a process (all its threads) has used, in milliseconds; a tick is 10 ms. */
export function cpuOf(pid: number): number {
	return (stat(pid)?.ticks ?? 0) * 10;
}

/** The postmaster below a server, by its command line. */
export function postmasterBelow(server: number): number | undefined {
	return treeOf(server).find((pid) => stat(pid)?.parent === server && /\/bin\/postgres -D /.test(commandOf(pid)));
}

/** Whether a process is there and no zombie. */
export function lives(pid: number): boolean {
	const found = stat(pid);
	return found !== undefined && found.state !== 'Z';
}
