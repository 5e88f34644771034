import { builds } from './builds.mjs'
import { npmPackages } from './npm-packages.mjs'
import { prismaClient } from './prisma-client.mjs'
import { takeSteps } from './steps.mjs'
import { systemPackages } from './system-packages.mjs'

/**
 * Brings a bare machine all the way to where the server can start. What is there already is not done again.
 * @param {import('./steps.mjs').Step[]} more
 */
export async function setUp(more = []) {
  try {
    await takeSteps([npmPackages, systemPackages, ...more, prismaClient, ...builds])
  } catch (error) {
    process.stderr.write(`\nSet-up stopped. ${error instanceof Error ? error.message : error}\n`)
    process.exit(1)
  }
}
