import { parentPort, workerData } from 'node:worker_threads';
import { type SolveTask, solveTask } from './solve-task.ts';

/* The thread in which a proposal is solved, so that the process that serves pages goes on serving them. One task, then its end. */
function work(task: SolveTask): void {
	let last = -1;
	const solved = solveTask(task, (percent) => {
		if (percent === last) return;
		last = percent;
		parentPort?.postMessage({ percent });
	});
	parentPort?.postMessage({ solved });
}

work(workerData as SolveTask);
