import { practice } from './practice.ts'
import type { Service } from './service.ts'

/** The services the companion can read, by the name the slot calls them. */
const services: Service[] = [practice]

export const serviceNamed = (name: string): Service | null => services.find(service => service.name === name) ?? null
