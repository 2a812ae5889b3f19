import { parentPort, workerData } from 'node:worker_threads';
import { type ReadTask, readTask } from './read-task.ts';

/* The thread in which a large file is read, so that the process that serves pages goes on serving them. One task, then its end. */
parentPort?.postMessage(readTask(workerData as ReadTask));
