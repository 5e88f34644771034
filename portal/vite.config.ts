import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import tailwindcss from '@tailwindcss/vite'
import { defineConfig } from 'vite'
import solid from 'vite-plugin-solid'

const here = import.meta.dirname
const server = 'http://localhost:3000'

/** Two pages: `/app` for people, `/desk` for screens. The server serves what is built into `dist`. */
export default defineConfig({
  root: here,
  base: '/',
  plugins: [tailwindcss(), solid()],
  build: {
    target: 'es2023',
    outDir: 'dist',
    emptyOutDir: true,
    // Small files would be inlined as data: addresses, which the page's own rules do not allow for scripts and fonts.
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: ['index.html', 'desk.html'].map(page => resolve(here, page)).filter(existsSync),
    },
  },
  server: {
    port: 3001,
    proxy: {
      '/api': server,
      '/socket.io': { target: server, ws: true },
      '/desk': { target: server, ws: true, bypass: request => (request.headers.upgrade ? undefined : '/desk.html') },
    },
  },
})
